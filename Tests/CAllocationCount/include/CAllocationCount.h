#ifndef C_ALLOCATION_COUNT_H
#define C_ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations can be counted here: with glibc only.
bool allocations_are_counted(void);

/// How often this process has asked for memory from the heap so far, on any thread.
int64_t allocation_count(void);

#endif
