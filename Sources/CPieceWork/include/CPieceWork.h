#ifndef C_PIECE_WORK_H
#define C_PIECE_WORK_H

#include <stdint.h>

/// A Swift closure `(piece: Int, worker: Int) -> Void` and how many pieces it is to be called for.
///
/// Holds only as long as the call that lends the closure: who keeps it longer calls into nothing.
typedef struct {
  const void *function;
  const void *context;
  intptr_t pieces;
} PieceWork;

/// What is done with the closure while it is lent.
typedef void (*PieceWorkBorrower)(PieceWork work, void *argument);

/// Calls the closure.
void piece_work_do(PieceWork work, intptr_t piece, intptr_t worker);

#endif
