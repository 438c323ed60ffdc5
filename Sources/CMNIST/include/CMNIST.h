/// The four gzip files of MNIST (Data/mnist), part of the program itself.
#ifndef CMNIST_H
#define CMNIST_H

#include <stddef.h>

/// A file's bytes, which live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} CMNISTFile;

CMNISTFile cmnist_training_images(void);
CMNISTFile cmnist_training_labels(void);
CMNISTFile cmnist_test_images(void);
CMNISTFile cmnist_test_labels(void);

#endif
