#ifndef C_PROCESSOR_H
#define C_PROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

/// Whether processor and operating system offer AVX2 and FMA.
bool processor_has_avx2(void);

/// Whether they also offer the AVX-512 subsets F, VL, DQ and BW.
bool processor_has_avx512(void);

/// Makes numbers too small to be normal count as zero on this thread, since they cost a hundred
/// times as much as others; returns the previous setting.
uint64_t processor_flush_denormals(void);

/// Restores a setting that `processor_flush_denormals` returned.
void processor_restore_denormals(uint64_t setting);

/// The program's arguments as the system gave them, or null where it does not say; `count` is their number.
///
/// Swift's own list is read from /proc, which a bare root may lack.
char *const *process_arguments(int *count);

/// Tells the processor that a loop is waiting.
void processor_pause(void);

#endif
