/// The model files of the default readers (Data/reader), part of the program itself.
#ifndef CREADERMODEL_H
#define CREADERMODEL_H

#include <stddef.h>

/// The bytes of the model that reads digits, which live as long as the program.
const unsigned char *creader_model(size_t *count);
/// The bytes of the model that reads parts of numbers.
const unsigned char *creader_numbers(size_t *count);
/// The bytes of the model that slides over rows of digits.
const unsigned char *creader_sliding(size_t *count);

#endif
