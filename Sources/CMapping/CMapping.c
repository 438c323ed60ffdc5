#define _GNU_SOURCE
#include "CMapping.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// A signal handler may not allocate or lock, so the mappings stand in a table of fixed size.
enum { MAPPINGS = 256 };

static struct {
  _Atomic(uintptr_t) base;
  _Atomic(size_t) length;
  atomic_int is_cut;
  int is_used;
} mappings[MAPPINGS];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction earlier;
static int is_watching;
static uintptr_t page_size;

static void on_bus_error(int signal, siginfo_t *info, void *context) {
  const int saved = errno;
  const uintptr_t place = (uintptr_t)info->si_addr;
  for (int index = 0; index < MAPPINGS; index += 1) {
    const uintptr_t base = atomic_load(&mappings[index].base);
    const size_t length = atomic_load(&mappings[index].length);
    if (base == 0 || place < base || place - base >= length) continue;
    // The rest of the mapping reads as zeros; the reader asks afterwards whether it was cut.
    const uintptr_t page = place & ~(page_size - 1);
    void *zeros = mmap(
        (void *)page, base + length - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) break;
    atomic_store(&mappings[index].is_cut, 1);
    errno = saved;
    return;
  }
  // Not ours: as before.
  if ((earlier.sa_flags & SA_SIGINFO) && earlier.sa_sigaction) {
    earlier.sa_sigaction(signal, info, context);
    return;
  }
  if (earlier.sa_handler != SIG_DFL && earlier.sa_handler != SIG_IGN && earlier.sa_handler) {
    earlier.sa_handler(signal);
    return;
  }
  struct sigaction usual = {0};
  usual.sa_handler = SIG_DFL;
  sigaction(SIGBUS, &usual, 0);
}

int cmapping_open(int descriptor, size_t length) {
  pthread_mutex_lock(&lock);
  int place = -1;
  for (int index = 0; index < MAPPINGS && place < 0; index += 1) {
    if (!mappings[index].is_used) place = index;
  }
  if (place < 0) errno = EMFILE;
  if (place >= 0 && !is_watching) {
    struct sigaction watching = {0};
    page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
    watching.sa_sigaction = on_bus_error;
    watching.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&watching.sa_mask);
    if (sigaction(SIGBUS, &watching, &earlier) == 0) is_watching = 1;
  }
  if (place >= 0) {
    // Shared, so that the pages are those of the page cache.
    void *bytes = mmap(0, length, PROT_READ, MAP_SHARED, descriptor, 0);
    if (bytes == MAP_FAILED) {
      place = -1;
    } else {
      mappings[place].is_used = 1;
      atomic_store(&mappings[place].is_cut, 0);
      atomic_store(&mappings[place].length, length);
      atomic_store(&mappings[place].base, (uintptr_t)bytes);
    }
  }
  pthread_mutex_unlock(&lock);
  return place;
}

const unsigned char *cmapping_bytes(int place) {
  return (const unsigned char *)atomic_load(&mappings[place].base);
}

int cmapping_is_cut(int place) { return atomic_load(&mappings[place].is_cut); }

void cmapping_close(int place) {
  pthread_mutex_lock(&lock);
  void *bytes = (void *)atomic_load(&mappings[place].base);
  const size_t length = atomic_load(&mappings[place].length);
  atomic_store(&mappings[place].base, 0);
  munmap(bytes, length);
  mappings[place].is_used = 0;
  pthread_mutex_unlock(&lock);
}
