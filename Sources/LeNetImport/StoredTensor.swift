/// A tensor as a file has it, its numbers brought to single precision.
package struct StoredTensor: Hashable, Sendable {
  /// Its name in the file.
  package var name: String
  /// The sizes, outermost first.
  package var sizes: [Int]
  /// The numbers, the last size running fastest.
  package var values: [Float]

  package init(name: String, sizes: [Int], values: [Float]) {
    self.name = name
    self.sizes = sizes
    self.values = values
  }
}

/// A type of numbers in files.
enum ElementType: String, Sendable {
  case float16, bfloat16, float32, float64, int8, uint8, int16, int32, int64, bool

  /// Bytes of a number.
  var width: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16: 2
    case .float32, .int32: 4
    case .float64, .int64: 8
    }
  }

  /// The number at a place in little-endian bytes, of which there must be enough.
  func value(_ bytes: [UInt8], at place: Int) -> Float {
    var pattern: UInt64 = 0
    for index in 0..<width { pattern |= UInt64(bytes[place + index]) << (8 * UInt64(index)) }
    return switch self {
    case .float16: Self.half(UInt16(truncatingIfNeeded: pattern))
    case .bfloat16: Float(bitPattern: UInt32(truncatingIfNeeded: pattern) << 16)
    case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: pattern))
    case .float64: Float(Double(bitPattern: pattern))
    case .int8: Float(Int8(truncatingIfNeeded: pattern))
    case .uint8, .bool: Float(pattern)
    case .int16: Float(Int16(truncatingIfNeeded: pattern))
    case .int32: Float(Int32(truncatingIfNeeded: pattern))
    case .int64: Float(Int64(bitPattern: pattern))
    }
  }

  /// The numbers of a range of bytes, whose length must be a multiple of the width.
  func values(_ bytes: [UInt8], _ range: Range<Int>) -> [Float] {
    stride(from: range.lowerBound, to: range.upperBound, by: width).map { value(bytes, at: $0) }
  }

  /// A number of half precision, exactly.
  private static func half(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 31
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      // 2^-24 times the fraction.
      let value = Float(fraction) * Float(bitPattern: 0x3380_0000)
      return sign == 0 ? value : -value
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}

/// The product of sizes from a file; nil if one is negative or it exceeds the limit.
func boundedProduct(_ sizes: [Int], limit: Int = 1 << 28) -> Int? {
  var product = 1
  for size in sizes {
    guard size >= 0 else { return nil }
    let (next, overflows) = product.multipliedReportingOverflow(by: size)
    guard !overflows, next <= limit else { return nil }
    product = next
  }
  return product
}
