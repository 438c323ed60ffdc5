#include "CArguments.h"

// Says which C library this is.
#include <stdlib.h>

static int argument_count;
static char *const *arguments;

#if defined(__GLIBC__) || defined(__APPLE__)
/// These systems give a constructor what they give `main`.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  arguments = values;
}
#endif

void set_process_arguments(int count, char *const *values) {
  argument_count = count;
  arguments = values;
}

char *const *process_arguments(int *count) {
  *count = argument_count;
  return arguments;
}
