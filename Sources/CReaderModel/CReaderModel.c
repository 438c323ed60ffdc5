#include "CReaderModel.h"

// #embed is C23, which the package's C targets need not be compiled as; Clang has it in any mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char model[] = {
#embed "../../Data/reader/model.safetensors"
};

static const unsigned char numbers[] = {
#embed "../../Data/reader/numbers.safetensors"
};

static const unsigned char sliding[] = {
#embed "../../Data/reader/sliding.safetensors"
};

const unsigned char *creader_model(size_t *count) {
  *count = sizeof model;
  return model;
}

const unsigned char *creader_numbers(size_t *count) {
  *count = sizeof numbers;
  return numbers;
}

const unsigned char *creader_sliding(size_t *count) {
  *count = sizeof sliding;
  return sliding;
}
