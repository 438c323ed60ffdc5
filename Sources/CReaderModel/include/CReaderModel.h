/// The model file of the default reader (Data/reader), part of the program itself.
#ifndef CREADERMODEL_H
#define CREADERMODEL_H

#include <stddef.h>

/// The file's bytes, which live as long as the program.
const unsigned char *creader_model(size_t *count);

#endif
