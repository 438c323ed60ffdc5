/// Elementary functions in Double whose bits are the same on every processor.
///
/// The C library picks its code by processor, so a learning rate or a rotation computed by it could
/// differ in the last bit from one machine to the next, and with it a trained model. These use
/// additions, multiplications and divisions only, and are accurate to about 1e-15 relative.
public enum Elementary {
  /// The natural logarithm of 2 in two parts; the first has trailing zeros, so that products with
  /// small whole numbers are exact.
  static let logarithmOfTwo = (high: 0x1.62e42fee00000p-1, low: 0x1.a39ef35793c76p-33)

  /// e to the power x; 0 below about -745, infinite above about 709.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    guard x < 710 else { return .infinity }
    guard x > -746 else { return 0 }
    let exponent = (x * 1.4426950408889634).rounded()
    let rest = (x - exponent * logarithmOfTwo.high) - exponent * logarithmOfTwo.low
    // |rest| <= 0.35: the 17 first terms of the series reach 1e-17.
    var sum = 1.0
    for term in stride(from: 17.0, to: 0, by: -1) {
      sum = 1 + rest / term * sum
    }
    return Double(sign: .plus, exponent: Int(exponent), significand: sum)
  }

  /// The natural logarithm; NaN below 0, minus infinity at 0.
  public static func log(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x < .infinity else { return x }
    var exponent = Double(x.exponent)
    var fraction = x.significand
    if fraction > 1.4142135623730951 {
      fraction /= 2
      exponent += 1
    }
    // log f = 2 artanh s with s = (f - 1) / (f + 1), |s| <= 0.172.
    let s = (fraction - 1) / (fraction + 1)
    let square = s * s
    var sum = 0.0
    for odd in stride(from: 23.0, to: 1, by: -2) {
      sum = square * (1 / odd + sum)
    }
    return exponent * logarithmOfTwo.high + (2 * s + (2 * s * sum + exponent * logarithmOfTwo.low))
  }

  /// The sine of an angle in radians, of magnitude up to about a million.
  public static func sin(_ x: Double) -> Double { quarterTurns(x, ahead: 0) }

  /// The cosine of an angle in radians, of magnitude up to about a million.
  public static func cos(_ x: Double) -> Double { quarterTurns(x, ahead: 1) }

  /// x to a real power, for positive x.
  public static func power(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x == 0 { return y > 0 ? 0 : .infinity }
    return exp(y * log(x))
  }

  /// x to a whole power, by repeated squaring.
  public static func power(_ x: Double, _ n: Int) -> Double {
    var result = 1.0
    var square = n < 0 ? 1 / x : x
    var rest = n.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }

  /// sin(x + ahead * pi/2), by reduction to at most an eighth of a turn.
  private static func quarterTurns(_ x: Double, ahead: Int) -> Double {
    guard x.magnitude < 1e9 else { return .nan }
    let turns = (x * 0.6366197723675814).rounded()
    // pi/2 in three parts of 33 bits, so that the products are exact.
    let rest =
      ((x - turns * 0x1.921fb54400000p+0) - turns * 0x1.0b4611a600000p-34)
      - turns * 0x1.3198a2e037073p-69
    let square = rest * rest
    let quadrant = (Int(turns) + ahead) & 3
    var sum = 1.0
    if quadrant & 1 == 0 {
      for term in stride(from: 20.0, to: 1, by: -2) {
        sum = 1 - square / (term * (term + 1)) * sum
      }
      sum *= rest
    } else {
      for term in stride(from: 19.0, to: 0, by: -2) {
        sum = 1 - square / (term * (term + 1)) * sum
      }
    }
    return quadrant & 2 == 0 ? sum : -sum
  }
}
