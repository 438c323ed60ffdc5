import LeNetRandom
import Testing

@Suite("Counter-based random numbers")
struct RandomStreamTests {
  /// Printed by Benchmarks/peers/philox.py, which checks itself against a known answer of the
  /// Random123 distribution.
  @Test("the numbers of an independent implementation")
  func reference() {
    var stream = RandomStream(seed: 0x0123_4567_89AB_CDEF, purpose: .test, epoch: 7, index: 42)
    let words = (0..<6).map { _ in stream.nextWord() }
    #expect(
      words == [
        0x3FE3_7E99, 0x8BB9_6167, 0xBB73_6F88, 0x4817_2F0B, 0xCC18_F256, 0x9927_50BE,
      ])
  }

  @Test("streams of different keys differ, of the same key agree")
  func keys() {
    func first(_ seed: UInt64, _ purpose: RandomStream.Purpose, _ epoch: UInt32, _ index: UInt32)
      -> UInt64
    {
      var stream = RandomStream(seed: seed, purpose: purpose, epoch: epoch, index: index)
      return stream.next()
    }
    let numbers = [
      first(1, .test, 0, 0), first(2, .test, 0, 0), first(1, .shuffle, 0, 0),
      first(1, .test, 1, 0), first(1, .test, 0, 1), first(1 << 32, .test, 0, 0),
    ]
    #expect(Set(numbers).count == numbers.count)
    #expect(first(1, .test, 0, 0) == numbers[0])
  }

  @Test("uniform numbers have the mean and variance of the uniform law", arguments: [UInt64(5), 6])
  func moments(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .test)
    let numbers = (0..<100_000).map { _ in stream.uniform() }
    let mean = numbers.reduce(0, +) / 100_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean - 0.5) < 0.004, "seed \(seed)")
    #expect(abs(variance - 1 / 12) < 0.001, "seed \(seed)")
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 }, "seed \(seed)")
  }

  @Test("whole numbers below a bound are evenly spread", arguments: [UInt32(1), 3, 7, 10])
  func below(bound: UInt32) {
    var stream = RandomStream(seed: 9, purpose: .test)
    var counts = [Int](repeating: 0, count: Int(bound))
    for _ in 0..<(10_000 * Int(bound)) { counts[Int(stream.below(bound))] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 }, "seed 9: \(counts)")
  }

  /// Where the bound does not divide 2 to the 32nd, some numbers belong to more words than others; here
  /// every third one to twice as many.
  @Test("whole numbers below a large bound are evenly spread")
  func belowLarge() {
    var stream = RandomStream(seed: 9, purpose: .test)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[Int(stream.below(3 << 30) % 3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 }, "seed 9: \(counts)")
  }

  @Test("a permutation holds every number once", arguments: [0, 1, 2, 17, 1000])
  func permutations(count: Int) {
    let order = permutation(of: count, stream: RandomStream(seed: 3, purpose: .shuffle))
    #expect(order.sorted() == (0..<Int32(count)).map(\.self))
    let next = permutation(of: count, stream: RandomStream(seed: 3, purpose: .shuffle, epoch: 1))
    #expect(count < 17 || order != next)
  }
}
