#include "CPieceWork.h"

// Swift copies a closure to the heap before it lets other threads see it. These functions take one
// where it lies, on the caller's stack: two words, a function and its context.

typedef __attribute__((swiftcall)) void (*Body)(
    intptr_t piece, intptr_t worker, __attribute__((swift_context)) const void *context);

/// Lends the closure, which Swift passes as its two words, for the time of a call. The importer of C
/// knows no closures, so Swift declares this by name, beside its call.
__attribute__((swiftcall)) void piece_work_lend(
    const void *function, const void *context, intptr_t pieces, PieceWorkBorrower borrower,
    void *argument) {
  borrower((PieceWork){function, context, pieces}, argument);
}

void piece_work_do(PieceWork work, intptr_t piece, intptr_t worker) {
  ((Body)work.function)(piece, worker, work.context);
}
