/// Shuffles of SIMD2, lane by lane: each becomes one instruction where the processor has it.
extension SIMD2 {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD2<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(Scalar(b[0]), Scalar(b[1]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  static func interleaving(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(a[0], b[0]),
      Self(a[1], b[1])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  static func deinterleaving(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(a[0], b[0]),
      Self(a[1], b[1])
    )
  }
}

/// Shuffles of SIMD4, lane by lane: each becomes one instruction where the processor has it.
extension SIMD4 {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD4<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(Scalar(b[0]), Scalar(b[1]), Scalar(b[2]), Scalar(b[3]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  static func interleaving(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(a[0], b[0], a[1], b[1]),
      Self(a[2], b[2], a[3], b[3])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  static func deinterleaving(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(a[0], a[2], b[0], b[2]),
      Self(a[1], a[3], b[1], b[3])
    )
  }
}

/// Shuffles of SIMD8, lane by lane: each becomes one instruction where the processor has it.
extension SIMD8 {
  /// Bytes as numbers; the library's own conversion would be a function shared with all processors.
  @inline(__always)
  static func converting(_ b: SIMD8<UInt8>) -> Self where Scalar: BinaryFloatingPoint {
    Self(
      Scalar(b[0]), Scalar(b[1]), Scalar(b[2]), Scalar(b[3]), Scalar(b[4]), Scalar(b[5]),
      Scalar(b[6]), Scalar(b[7]))
  }

  /// The lanes of both in turn: the first half of them, then the second.
  @inline(__always)
  static func interleaving(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    (
      Self(a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3]),
      Self(a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7])
    )
  }

  /// The lanes at even places, then those at odd ones.
  @inline(__always)
  static func deinterleaving(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    (
      Self(a[0], a[2], a[4], a[6], b[0], b[2], b[4], b[6]),
      Self(a[1], a[3], a[5], a[7], b[1], b[3], b[5], b[7])
    )
  }
}

/// Shuffles of SIMD16, lane by lane: each becomes one instruction where the processor has it.
extension SIMD16 {
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
  static func interleaving(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
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
  static func deinterleaving(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
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

extension FloatLanes {
  /// The lanes of both in turn.
  @inline(__always)
  public static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    interleaving(a, b)
  }

  /// The inverse of `interleave`.
  @inline(__always)
  public static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    deinterleaving(a, b)
  }
}

extension DoubleLanes {
  /// The lanes of both in turn.
  @inline(__always)
  public static func interleave(_ a: Self, _ b: Self) -> (low: Self, high: Self) {
    interleaving(a, b)
  }

  /// The inverse of `interleave`.
  @inline(__always)
  public static func deinterleave(_ a: Self, _ b: Self) -> (even: Self, odd: Self) {
    deinterleaving(a, b)
  }
}
