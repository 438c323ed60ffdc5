#ifndef CLENET_H
#define CLENET_H

#include "lenet.h"

/// Keeps the reason why the last call of this thread failed; shortens it at a character where it is long.
void clenet_set_error(const char *message);

/// Reads a flag that another thread may set.
int32_t clenet_load(const volatile int32_t *flag);

#endif
