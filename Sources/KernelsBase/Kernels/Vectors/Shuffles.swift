/// Registers that exchange their lanes.
///
/// Written lane by lane, each shuffle becomes one instruction where the processor has it; by halves it
/// would be four.
public protocol Shuffled {
  /// The lanes of both in turn: the first half of them, then the second.
  static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self)
  /// The inverse of `interleave`: the lanes at even places, then those at odd ones.
  static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self)
}

/// Transposes as many registers as each has lanes: each round moves the highest bit of the register's
/// number behind the lowest of the lane's.
@inline(__always)
func transposeLanes<Register: Shuffled, let lanes: Int>(
  _ registers: inout InlineArray<lanes, Register>
) {
  var round = 1
  while round < lanes {
    let old = registers
    for i in 0..<lanes / 2 {
      let (low, high) = Register.interleave(old[i], old[i + lanes / 2])
      registers[2 * i] = low
      registers[2 * i + 1] = high
    }
    round *= 2
  }
}

extension SIMD2: Shuffled {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD2<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(Scalar(b[0]), Scalar(b[1]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  public static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(a[0], b[0]),
      Self(a[1], b[1])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  public static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(a[0], b[0]),
      Self(a[1], b[1])
    )
  }
}

extension SIMD4: Shuffled {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD4<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(Scalar(b[0]), Scalar(b[1]), Scalar(b[2]), Scalar(b[3]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  public static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(a[0], b[0], a[1], b[1]),
      Self(a[2], b[2], a[3], b[3])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  public static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(a[0], a[2], b[0], b[2]),
      Self(a[1], a[3], b[1], b[3])
    )
  }
}

extension SIMD8: Shuffled {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD8<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(
      Scalar(b[0]), Scalar(b[1]), Scalar(b[2]), Scalar(b[3]), Scalar(b[4]), Scalar(b[5]),
      Scalar(b[6]), Scalar(b[7]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  public static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3]),
      Self(a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  public static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(a[0], a[2], a[4], a[6], b[0], b[2], b[4], b[6]),
      Self(a[1], a[3], a[5], a[7], b[1], b[3], b[5], b[7])
    )
  }
}

extension SIMD16: Shuffled {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD16<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(
      Scalar(b[0]), Scalar(b[1]), Scalar(b[2]), Scalar(b[3]), Scalar(b[4]), Scalar(b[5]),
      Scalar(b[6]), Scalar(b[7]), Scalar(b[8]), Scalar(b[9]), Scalar(b[10]), Scalar(b[11]),
      Scalar(b[12]), Scalar(b[13]), Scalar(b[14]), Scalar(b[15]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  public static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(
        a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3], a[4], b[4], a[5], b[5], a[6], b[6], a[7],
        b[7]),
      Self(
        a[8], b[8], a[9], b[9], a[10], b[10], a[11], b[11], a[12], b[12], a[13], b[13], a[14],
        b[14], a[15], b[15])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  public static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(
        a[0], a[2], a[4], a[6], a[8], a[10], a[12], a[14], b[0], b[2], b[4], b[6], b[8], b[10],
        b[12], b[14]),
      Self(
        a[1], a[3], a[5], a[7], a[9], a[11], a[13], a[15], b[1], b[3], b[5], b[7], b[9], b[11],
        b[13], b[15])
    )
  }
}
