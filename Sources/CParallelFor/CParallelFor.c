#include "CParallelFor.h"

// Swift copies a closure to the heap before other threads may see it. These functions use the closure
// where it lies, on the caller's stack: two words, a function and its context.

typedef __attribute__((swiftcall)) void (*Body)(
    intptr_t iteration, intptr_t worker, __attribute__((swift_context)) const void *context);

/// Submits a closure, which Swift passes as its two words, to a worker. C has no type for a Swift
/// closure, so Swift declares this function by name, beside its call.
__attribute__((swiftcall)) void parallel_for_submit(
    const void *function, const void *context, intptr_t iterations, ParallelForWorker worker,
    void *argument) {
  worker((ParallelFor){function, context, iterations}, argument);
}

void parallel_for_iterate(ParallelFor loop, intptr_t iteration, intptr_t worker) {
  ((Body)loop.function)(iteration, worker, loop.context);
}
