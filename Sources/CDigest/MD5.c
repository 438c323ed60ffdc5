#include "CDigest.h"

/// The whole parts of 2^32 |sin(1)|, 2^32 |sin(2)| ...
static const uint32_t constants[64] = {
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

static uint32_t little_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

void digest_md5_blocks(uint32_t state[4], const uint8_t *blocks, size_t count) {
  static const int places[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  for (; count > 0; count--, blocks += digest_block_size) {
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (int t = 0; t < 64; t++) {
      uint32_t mixed;
      int word;
      switch (t / 16) {
      case 0: mixed = (b & c) | (~b & d), word = t; break;
      case 1: mixed = (d & b) | (~d & c), word = 5 * t + 1; break;
      case 2: mixed = b ^ c ^ d, word = 3 * t + 5; break;
      default: mixed = c ^ (b | ~d), word = 7 * t; break;
      }
      uint32_t sum = a + mixed + constants[t] + little_endian(blocks + 4 * (word % 16));
      int left = places[t / 16][t % 4];
      a = d, d = c, c = b;
      b += sum << left | sum >> (32 - left);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  }
}
