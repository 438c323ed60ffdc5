#ifndef C_PARALLEL_FOR_H
#define C_PARALLEL_FOR_H

#include <stdint.h>

/// A loop whose iterations may run on several threads: a Swift closure
/// `(iteration: Int, worker: Int) -> Void` and the number of its iterations.
///
/// Valid only during the call that submits it.
typedef struct {
  const void *function;
  const void *context;
  intptr_t iterations;
} ParallelFor;

/// Runs a loop that was submitted; it must have finished when this returns.
typedef void (*ParallelForWorker)(ParallelFor loop, void *argument);

/// Runs one iteration of the loop.
void parallel_for_iterate(ParallelFor loop, intptr_t iteration, intptr_t worker);

#endif
