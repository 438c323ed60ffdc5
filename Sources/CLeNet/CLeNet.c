#include "CLeNet.h"

#include <string.h>

enum { longest = 4096 };

static _Thread_local char last_error[longest];

const char *lenet_last_error(void) { return last_error; }

void clenet_set_error(const char *message) {
  size_t length = strlen(message);
  if (length >= longest) {
    length = longest - 1;
    // The bytes that continue a character of UTF-8 begin with the bits 10.
    while (length > 0 && ((unsigned char)message[length] & 0xC0) == 0x80) length--;
  }
  memcpy(last_error, message, length);
  last_error[length] = 0;
}

int32_t clenet_load(const volatile int32_t *flag) {
  return __atomic_load_n(flag, __ATOMIC_RELAXED);
}

const char *lenet_status_name(int32_t status) {
  switch (status) {
#define name(status) \
  case status: return #status
    name(LENET_OK);
    name(LENET_STOPPED);
    name(LENET_ERROR_NULL);
    name(LENET_ERROR_HANDLE);
    name(LENET_ERROR_ARGUMENT);
    name(LENET_ERROR_BUFFER);
    name(LENET_ERROR_FILE);
    name(LENET_ERROR_FORMAT);
    name(LENET_ERROR_FIT);
    name(LENET_ERROR_UNDECIDED);
    name(LENET_ERROR_FAILED);
#undef name
    default: return "";
  }
}
