#ifndef C_PROCESSOR_H
#define C_PROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

/// Whether processor and operating system offer AVX2 and FMA.
bool processor_has_avx2(void);

/// Whether they also offer the AVX-512 subsets F, VL, DQ and BW.
bool processor_has_avx512(void);

/// Whether the processor has instructions for SHA-256, and those that order bytes for them.
bool processor_has_sha(void);

/// Makes numbers too small to be normal count as zero on this thread, since they cost a hundred
/// times as much as others; returns the previous setting.
uint64_t processor_flush_denormals(void);

/// Restores a setting that `processor_flush_denormals` returned.
void processor_restore_denormals(uint64_t setting);

/// Tells the processor that a loop is waiting.
void processor_pause(void);

#endif
