/// What a whole number of a step stands for: scale (number - zero).
struct CIntegerScale: Equatable {
  /// The step from one whole number to the next.
  let scale: Double
  /// The whole number of 0, by map; of activations it is 0.
  var zeros: [Double] = [0]
  /// Whether numbers go from -127 to 127 instead of 0 to 255.
  var isSigned = false

  /// The zero of a map.
  func zero(_ map: Int) -> Double { zeros.count == 1 ? zeros[0] : zeros[map] }

  /// The type in C.
  var type: String { isSigned ? "int8_t" : "uint8_t" }
  /// The greatest number.
  var greatest: Int { isSigned ? 127 : 255 }
  /// The least number.
  var least: Int { isSigned ? -127 : 0 }
}

/// A factor as a whole number over a power of two: sum multiplier / 2^shift, rounded.
struct CIntegerFactor: Equatable {
  let multiplier: Int
  let shift: Int

  /// A factor that was read back.
  init(multiplier: Int, shift: Int) {
    self.multiplier = multiplier
    self.shift = shift
  }

  /// The nearest factor with 31 bits.
  init(_ factor: Double) {
    var (multiplier, shift) = (factor.significand / 2, 30 - Int(clamping: Int(factor.exponent)))
    // Beyond these every sum becomes 0 or the limit.
    guard factor > 0, shift < 62 + 31 else {
      (self.multiplier, self.shift) = (0, 1)
      return
    }
    guard shift > 1 else {
      (self.multiplier, self.shift) = (1 << 30, 1)
      return
    }
    while shift > 62 { (multiplier, shift) = (multiplier / 2, shift - 1) }
    let rounded = Int((multiplier * 0x1p31).rounded())
    (self.multiplier, self.shift) =
      rounded == 1 << 31 ? (1 << 30, shift - 1) : (rounded, shift)
  }

  /// The scaled sum, rounded half away from zero and limited.
  func scaled(_ sum: Int, _ least: Int, _ greatest: Int) -> Int {
    let product = (abs(sum) * multiplier + 1 << (shift - 1)) >> shift
    return min(max(sum < 0 ? -product : product, least), greatest)
  }

  /// The same in C.
  static let function = """
    /* sum multiplier / 2^shift, rounded, from least to greatest. */
    static int scaled(int32_t sum, int32_t multiplier, int shift, int least, int greatest)
    {
        const int64_t size = sum < 0 ? -(int64_t)sum : (int64_t)sum;
        const int64_t product = (size * multiplier + ((int64_t)1 << (shift - 1))) >> shift;
        const int64_t result = sum < 0 ? -product : product;
        return result < least ? least : result > greatest ? greatest : (int)result;
    }
    """
}
