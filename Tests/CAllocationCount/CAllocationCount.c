#include "CAllocationCount.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int64_t count;

int64_t allocation_count(void) { return atomic_load(&count); }

#if defined(__GLIBC__)

bool allocations_are_counted(void) { return true; }

// A program's own functions of these names are taken by all of its libraries too; glibc keeps what
// they do under names of its own.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t number, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  atomic_fetch_add(&count, 1);
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  atomic_fetch_add(&count, 1);
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  atomic_fetch_add(&count, 1);
  return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  atomic_fetch_add(&count, 1);
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *found = aligned_alloc(alignment, size);
  if (!found) return ENOMEM;
  *memory = found;
  return 0;
}

#else

bool allocations_are_counted(void) { return false; }

#endif
