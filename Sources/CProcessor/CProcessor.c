#include "CProcessor.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

enum { OSXSAVE = 1 << 27, FMA = 1 << 12, AVX2 = 1 << 5, SSSE3 = 1 << 9, SSE41 = 1 << 19, SHA = 1 << 29 };
static const unsigned AVX512 = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31;  // F, DQ, BW, VL

/// The register states that the operating system saves (XCR0), or 0.
static uint64_t saved_states(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & OSXSAVE)) return 0;
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

static unsigned features(void) {
  unsigned a, b = 0, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) ? b : 0;
}

bool processor_has_avx2(void) {
  unsigned a, b, c, d;
  return (saved_states() & 0x6) == 0x6 && (features() & AVX2) && __get_cpuid(1, &a, &b, &c, &d)
      && (c & FMA);
}

bool processor_has_avx512(void) {
  return processor_has_avx2() && (saved_states() & 0xE6) == 0xE6
      && (features() & AVX512) == AVX512;
}

bool processor_has_sha(void) {
  unsigned a, b, c, d;
  return (features() & SHA) && __get_cpuid(1, &a, &b, &c, &d) && (c & SSSE3) && (c & SSE41);
}

uint64_t processor_flush_denormals(void) {
  unsigned setting = _mm_getcsr();
  _mm_setcsr(setting | 0x8040);
  return setting;
}

void processor_restore_denormals(uint64_t setting) { _mm_setcsr((unsigned)setting); }

void processor_pause(void) { _mm_pause(); }

#else

bool processor_has_avx2(void) { return false; }
bool processor_has_avx512(void) { return false; }
bool processor_has_sha(void) { return false; }

#if defined(__aarch64__)
uint64_t processor_flush_denormals(void) {
  uint64_t setting;
  __asm__ volatile("mrs %0, fpcr" : "=r"(setting));
  __asm__ volatile("msr fpcr, %0" : : "r"(setting | 1u << 24));
  return setting;
}

void processor_restore_denormals(uint64_t setting) {
  __asm__ volatile("msr fpcr, %0" : : "r"(setting));
}

void processor_pause(void) { __asm__ volatile("yield"); }
#else
uint64_t processor_flush_denormals(void) { return 0; }
void processor_restore_denormals(uint64_t setting) { (void)setting; }
void processor_pause(void) {}
#endif
#endif
