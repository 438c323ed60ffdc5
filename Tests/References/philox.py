"""Prints the first words of Philox4x32-10 streams, for RandomStreamTests.swift.

Written from Salmon et al. (2011). The self-check is the first known answer of the Random123
distribution: counter and key zero give 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
"""

MASK = 0xFFFFFFFF


def philox(counter: list[int], key: list[int]) -> list[int]:
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        first, second = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (second >> 32) ^ b ^ k0, second & MASK, (first >> 32) ^ d ^ k1, first & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return [a, b, c, d]


assert philox([0] * 4, [0] * 2) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
seed, purpose, epoch, index = 0x0123456789ABCDEF, 6, 7, 42
key = [seed & MASK, seed >> 32]
words = philox([0, index, epoch, purpose], key) + philox([1, index, epoch, purpose], key)
print([f"0x{word:08X}" for word in words[:6]])
