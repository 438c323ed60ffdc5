/// A stream of random numbers that is a pure function of its key.
///
/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
/// (2011): the seed is the cipher's key, `(block, index, epoch, purpose)` its counter. Nothing has
/// to be stored to resume an interrupted run, and the order of calls does not change a number.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// The purpose of the numbers; streams of different purposes never overlap.
  public enum Purpose: UInt32, Sendable, CaseIterable {
    /// Initial weights, one index per tensor.
    case initialization = 1
    /// The order of the training images, one stream per epoch.
    case shuffle
    /// The validation split of a training set.
    case split
    /// Distortions of training images, one index per image.
    case distortion
    /// Dropout masks, one index per image.
    case dropout
    /// Tests.
    case test
    /// Elastic distortions of training images, one index per image.
    case elasticDistortion
    /// The choice of patterns for a further member of a committee, one stream per set.
    case boosting
    /// Made-up photos, one index per photo, one epoch per kind.
    case photo
    /// The settings of a sweep, one index per setting.
    case sweep
  }

  private let key: (UInt32, UInt32)
  private var counter: SIMD4<UInt32>
  private var words = SIMD4<UInt32>()
  private var unused = 0

  /// Opens the stream of a key.
  public init(seed: UInt64, purpose: Purpose, epoch: UInt32 = 0, index: UInt32 = 0) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    counter = SIMD4(0, index, epoch, purpose.rawValue)
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let low = UInt64(nextWord())
    return low | UInt64(nextWord()) << 32
  }

  /// The next 32 bits.
  public mutating func nextWord() -> UInt32 {
    if unused == 0 {
      words = philox(counter: counter, key: key)
      counter[0] &+= 1
      unused = 4
    }
    unused -= 1
    return words[3 - unused]
  }

  /// A number in 0 ..< 1 with 53 random bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform number in a range.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A uniform whole number in 0 ..< bound (Lemire's method, 2019).
  public mutating func below(_ bound: UInt32) -> UInt32 {
    precondition(bound > 0, "a random number below 0 was asked for")
    let threshold = (0 &- bound) % bound
    while true {
      let product = UInt64(nextWord()) * UInt64(bound)
      if UInt32(truncatingIfNeeded: product) >= threshold {
        return UInt32(product >> 32)
      }
    }
  }
}

/// One block of Philox4x32-10.
private func philox(counter: SIMD4<UInt32>, key: (UInt32, UInt32)) -> SIMD4<UInt32> {
  var (a, b, c, d) = (counter[0], counter[1], counter[2], counter[3])
  var (k0, k1) = key
  for _ in 0..<10 {
    let first = UInt64(a) * 0xD251_1F53
    let second = UInt64(c) * 0xCD9E_8D57
    (a, b, c, d) = (
      UInt32(truncatingIfNeeded: second >> 32) ^ b ^ k0, UInt32(truncatingIfNeeded: second),
      UInt32(truncatingIfNeeded: first >> 32) ^ d ^ k1, UInt32(truncatingIfNeeded: first)
    )
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return SIMD4(a, b, c, d)
}
