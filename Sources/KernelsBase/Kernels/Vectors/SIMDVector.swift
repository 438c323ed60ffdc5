public import KernelTypes

/// A SIMD register of numbers; in the kernels for blocks, each lane holds a number of another image.
///
/// The operations required here are those that the standard library offers fast for concrete types
/// only: written for a generic `SIMD`, its comparisons go lane by lane.
public protocol SIMDVector: SIMD, Shuffled where Scalar: KernelScalar {
  /// As many bytes as there are lanes.
  associatedtype Bytes: SIMD, Shuffled where Bytes.Scalar == UInt8

  /// Converts bytes to numbers.
  static func numbers(_ bytes: Bytes) -> Self
  /// The greater of two numbers in each lane; the receiver's NaN stays.
  func maximum(_ other: Self) -> Self
  /// The greater of two numbers, NaN where one is NaN.
  func maximumOrNaN(_ other: Self) -> Self
  /// `taken` in lanes above the threshold, zero in the others.
  func whereAbove(_ threshold: Self, take taken: Self) -> Self
  /// One of two numbers by whether the lanes are equal.
  func whereEqual(_ other: Self, take first: Self, else second: Self) -> Self
  /// Adds all lanes, halves first.
  func laneSum() -> Scalar
  /// Multiplies by 2^n, n in the last bits of a number that was rounded by adding 1.5 x 2^(mantissa
  /// bits).
  func multiplied(byTwoToThe shifted: Self) -> Self
}

#if KERNELS_AVX512
/// The register in single precision.
public typealias FloatVector = SIMD16<Float>
/// The bytes that become one register of numbers.
public typealias FloatBytes = SIMD16<UInt8>
/// The register in double precision.
public typealias DoubleVector = SIMD8<Double>
/// The bytes that become one register of numbers.
public typealias DoubleBytes = SIMD8<UInt8>
#elseif KERNELS_AVX2
/// The register in single precision.
public typealias FloatVector = SIMD8<Float>
/// The bytes that become one register of numbers.
public typealias FloatBytes = SIMD8<UInt8>
/// The register in double precision.
public typealias DoubleVector = SIMD4<Double>
/// The bytes that become one register of numbers.
public typealias DoubleBytes = SIMD4<UInt8>
#else
/// The register in single precision.
public typealias FloatVector = SIMD4<Float>
/// The bytes that become one register of numbers.
public typealias FloatBytes = SIMD4<UInt8>
/// The register in double precision.
public typealias DoubleVector = SIMD2<Double>
/// The bytes that become one register of numbers.
public typealias DoubleBytes = SIMD2<UInt8>
#endif

extension FloatVector: SIMDVector {
  /// One byte for each lane.
  public typealias Bytes = FloatBytes

  /// Converts lane by lane.
  @inline(__always)
  public static func numbers(_ bytes: Bytes) -> Self { converting(bytes) }

  /// Keeps the receiver where both are equal.
  @inline(__always)
  public func maximum(_ other: Self) -> Self { replacing(with: other, where: self .< other) }

  /// One comparison more than `maximum`.
  @inline(__always)
  public func maximumOrNaN(_ other: Self) -> Self {
    maximum(other).replacing(with: other, where: other .!= other)
  }

  /// NaN is not above any threshold.
  @inline(__always)
  public func whereAbove(_ threshold: Self, take taken: Self) -> Self {
    Self().replacing(with: taken, where: self .> threshold)
  }

  /// NaN is not equal to any number.
  @inline(__always)
  public func whereEqual(_ other: Self, take first: Self, else second: Self) -> Self {
    second.replacing(with: first, where: self .== other)
  }

  /// Adds n to the exponent's bits.
  @inline(__always)
  public func multiplied(byTwoToThe shifted: Self) -> Self {
    let exponent = unsafeBitCast(shifted, to: MaskStorage.self) &<< 23
    return unsafeBitCast(unsafeBitCast(self, to: MaskStorage.self) &+ exponent, to: Self.self)
  }

  /// Halves are added until one number is left.
  @inline(__always)
  public func laneSum() -> Float { halvesSum() }
}

extension DoubleVector: SIMDVector {
  /// One byte for each lane.
  public typealias Bytes = DoubleBytes

  /// Converts lane by lane.
  @inline(__always)
  public static func numbers(_ bytes: Bytes) -> Self { converting(bytes) }

  /// Keeps the receiver where both are equal.
  @inline(__always)
  public func maximum(_ other: Self) -> Self { replacing(with: other, where: self .< other) }

  /// One comparison more than `maximum`.
  @inline(__always)
  public func maximumOrNaN(_ other: Self) -> Self {
    maximum(other).replacing(with: other, where: other .!= other)
  }

  /// NaN is not above any threshold.
  @inline(__always)
  public func whereAbove(_ threshold: Self, take taken: Self) -> Self {
    Self().replacing(with: taken, where: self .> threshold)
  }

  /// NaN is not equal to any number.
  @inline(__always)
  public func whereEqual(_ other: Self, take first: Self, else second: Self) -> Self {
    second.replacing(with: first, where: self .== other)
  }

  /// Adds n to the exponent's bits.
  @inline(__always)
  public func multiplied(byTwoToThe shifted: Self) -> Self {
    let exponent = unsafeBitCast(shifted, to: MaskStorage.self) &<< 52
    return unsafeBitCast(unsafeBitCast(self, to: MaskStorage.self) &+ exponent, to: Self.self)
  }

  /// Halves are added until one number is left.
  @inline(__always)
  public func laneSum() -> Double { halvesSum() }
}

extension SIMDVector {
  /// Adds neighbouring lanes: those of the receiver, then those of the other.
  @inline(__always)
  func pairSums(_ other: Self) -> Self {
    let (even, odd) = Self.deinterleave(self, other)
    return even + odd
  }
}

extension SIMD2 where Scalar: KernelScalar {
  @inline(__always)
  func halvesSum() -> Scalar { self[0] + self[1] }
}

extension SIMD4 where Scalar: KernelScalar {
  @inline(__always)
  func halvesSum() -> Scalar { (lowHalf + highHalf).halvesSum() }
}

extension SIMD8 where Scalar: KernelScalar {
  @inline(__always)
  func halvesSum() -> Scalar { (lowHalf + highHalf).halvesSum() }
}

extension SIMD16 where Scalar: KernelScalar {
  @inline(__always)
  func halvesSum() -> Scalar { (lowHalf + highHalf).halvesSum() }
}

/// sum + x * weight, fused where the instruction set can; elsewhere a fused product would be a call
/// into the C library for every lane.
@inline(__always)
func multiplyAdd<V: SIMDVector>(_ sum: V, _ x: V, _ weight: V) -> V {
  #if KERNELS_BASE && arch(x86_64)
  sum + x * weight
  #else
  sum.addingProduct(x, weight)
  #endif
}

/// One in the first `count` lanes, zero in the others.
@inline(__always)
func firstLanes<V: SIMDVector>(_ count: Int) -> V {
  var mask = V()
  for lane in 0..<min(count, V.scalarCount) { mask[lane] = 1 }
  return mask
}

/// A register from any place.
///
/// By copying: `loadUnaligned` and `storeBytes` would be calls, around which all registers are saved.
@inline(__always)
func load<V: SIMDVector>(_ place: UnsafePointer<V.Scalar>) -> V {
  var vector = V()
  withUnsafeMutableBytes(of: &vector) {
    $0.baseAddress.unsafelyUnwrapped.copyMemory(
      from: place, byteCount: MemoryLayout<V>.size)
  }
  return vector
}

/// A register to any place.
@inline(__always)
func store<V: SIMDVector>(_ vector: V, _ place: UnsafeMutablePointer<V.Scalar>) {
  withUnsafeBytes(of: vector) {
    UnsafeMutableRawPointer(place).copyMemory(
      from: $0.baseAddress.unsafelyUnwrapped, byteCount: MemoryLayout<V>.size)
  }
}
