#ifndef C_MAPPING_H
#define C_MAPPING_H

#include <stddef.h>

/// Maps the first bytes of an open file for reading, and watches it: what is cut off the file reads as zeros from then
/// on, instead of ending the program with SIGBUS.
///
/// Returns the place in a table, or -1 with errno set.
int cmapping_open(int descriptor, size_t length);

/// The first byte of a mapping.
const unsigned char *cmapping_bytes(int place);

/// Whether a byte was read that the file no longer has.
int cmapping_is_cut(int place);

/// Ends a mapping; its bytes must not be read any more.
void cmapping_close(int place);

#endif
