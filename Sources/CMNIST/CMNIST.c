#include "CMNIST.h"

// #embed is C23, which the package's C targets need not be compiled as; Clang has it in any mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char training_images[] = {
#embed "../../Data/mnist/train-images-idx3-ubyte.gz"
};

static const unsigned char training_labels[] = {
#embed "../../Data/mnist/train-labels-idx1-ubyte.gz"
};

static const unsigned char test_images[] = {
#embed "../../Data/mnist/t10k-images-idx3-ubyte.gz"
};

static const unsigned char test_labels[] = {
#embed "../../Data/mnist/t10k-labels-idx1-ubyte.gz"
};

CMNISTFile cmnist_training_images(void) {
  return (CMNISTFile){training_images, sizeof training_images};
}

CMNISTFile cmnist_training_labels(void) {
  return (CMNISTFile){training_labels, sizeof training_labels};
}

CMNISTFile cmnist_test_images(void) {
  return (CMNISTFile){test_images, sizeof test_images};
}

CMNISTFile cmnist_test_labels(void) {
  return (CMNISTFile){test_labels, sizeof test_labels};
}
