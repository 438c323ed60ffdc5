#ifndef SMALLPNG_H
#define SMALLPNG_H

#include "CVips.h"

/// Decodes a small and plain PNG file; 0 where it is none, or anything about it is wrong.
///
/// `pixels->bytes` come from `malloc`.
int small_png_decode(const void *bytes, size_t count, int side, CVipsPixels *pixels);

#endif
