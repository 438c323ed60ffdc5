"""Our random numbers in NumPy, so that a peer can begin with our weights and take our batches.

Philox4x32-10 (Salmon et al., 2011) as in Sources/LeNetRandom; the self-check is the first known
answer of the Random123 distribution.
"""

import numpy

MASK = 0xFFFFFFFF
INITIALIZATION, SHUFFLE, DROPOUT = 1, 2, 5  # RandomStream.Purpose


def blocks(counters: numpy.ndarray, key: tuple[int, int]) -> numpy.ndarray:
    """Encrypts counters [n, 4]; gives words [n, 4]."""
    a, b, c, d = (counters[:, i].astype(numpy.uint64) for i in range(4))
    k0, k1 = key
    for _ in range(10):
        first, second = a * numpy.uint64(0xD2511F53), c * numpy.uint64(0xCD9E8D57)
        a, b, c, d = (
            (second >> numpy.uint64(32)) ^ b ^ numpy.uint64(k0), second & numpy.uint64(MASK),
            (first >> numpy.uint64(32)) ^ d ^ numpy.uint64(k1), first & numpy.uint64(MASK),
        )  # fmt: skip
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return numpy.stack([a, b, c, d], axis=1)


def words(seed: int, purpose: int, epoch: int, index: int, count: int) -> numpy.ndarray:
    """The first numbers of a stream, 32 bits each."""
    number = numpy.arange((count + 3) // 4, dtype=numpy.uint64)
    counters = numpy.stack(
        [number, *(numpy.full_like(number, part) for part in (index, epoch, purpose))], axis=1
    )
    return blocks(counters, (seed & MASK, seed >> 32)).reshape(-1)[:count]


def uniforms(seed: int, index: int, count: int, bound: float) -> numpy.ndarray:
    """Initial values of the tensor `index`: U(+-bound) in Double."""
    pairs = words(seed, INITIALIZATION, 0, index, 2 * count).reshape(-1, 2)
    bits = pairs[:, 0] | pairs[:, 1] << numpy.uint64(32)
    return -bound + 2 * bound * ((bits >> numpy.uint64(11)) * 2.0**-53)


def kept(seed: int, epoch: int, images: list[int], units: int, rate: float) -> numpy.ndarray:
    """Which units of which images dropout keeps, [image, unit]."""
    number = numpy.arange((units + 3) // 4, dtype=numpy.uint64)
    index = numpy.repeat(numpy.array(images, dtype=numpy.uint64), len(number))
    counters = numpy.stack(
        [
            numpy.tile(number, len(images)), index, numpy.full_like(index, epoch),
            numpy.full_like(index, DROPOUT),
        ],
        axis=1,
    )  # fmt: skip
    numbers = blocks(counters, (seed & MASK, seed >> 32)).reshape(len(images), -1)[:, :units]
    return numbers >= int(rate * 2**32)


def permutation(count: int, seed: int, epoch: int) -> list[int]:
    """The order of an epoch: Fisher and Yates, numbers below a bound by Lemire's method."""
    source = iter(words(seed, SHUFFLE, epoch, 0, 2 * count).tolist())
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        bound = last + 1
        while (product := next(source) * bound) & MASK < (1 << 32) % bound:
            pass
        other = product >> 32
        order[last], order[other] = order[other], order[last]
    return order


assert blocks(numpy.zeros((1, 4), numpy.uint64), (0, 0)).tolist() == [
    [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
]

if __name__ == "__main__":
    print("for RandomStreamTests.swift:")
    print([f"0x{word:08X}" for word in words(0x0123456789ABCDEF, 6, 7, 42, 6).tolist()])
