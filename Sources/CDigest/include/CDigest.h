#ifndef C_DIGEST_H
#define C_DIGEST_H

/// The inner loops of SHA-256 (FIPS 180-4) and MD5 (RFC 1321): one digest function over whole blocks.
///
/// Our own, not a library's: swift-crypto brings all of BoringSSL, half of the files of a first build, for these
/// two loops. They check downloads and name data; they keep no secrets.

#include <stddef.h>
#include <stdint.h>

/// The bytes of a block.
enum { digest_block_size = 64 };

/// Takes `count` blocks of 64 bytes into the eight words of a SHA-256.
void digest_sha256_blocks(uint32_t state[8], const uint8_t *blocks, size_t count);

/// The same without the processor's own instructions for SHA-256, for tests.
void digest_sha256_blocks_portable(uint32_t state[8], const uint8_t *blocks, size_t count);

/// Takes `count` blocks of 64 bytes into the four words of an MD5.
void digest_md5_blocks(uint32_t state[4], const uint8_t *blocks, size_t count);

#endif
