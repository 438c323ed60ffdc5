import KernelTypes

/// e^x, about 1 unit in the last place; arguments are kept where the result is a normal number.
@inline(__always)
func exponential<V: SIMDVector>(_ x: V) -> V {
  let (fraction, shifted) = reduced(x)
  return (fraction + V(repeating: 1)).multiplied(byTwoToThe: shifted)
}

/// e^x - 1, accurate near 0 too.
@inline(__always)
func exponentialMinusOne<V: SIMDVector>(_ x: V) -> V {
  let (fraction, shifted) = reduced(x)
  let one = V(repeating: 1)
  let power = one.multiplied(byTwoToThe: shifted)
  return multiplyAdd(power - one, fraction, power)
}

/// e^r - 1 and n with x = n log 2 + r, |r| <= log 2 / 2, n as the last bits of a rounded number.
///
/// The polynomials are the series of e^r, cut where a term falls below half a unit in the last
/// place of the scalar. Our own, because the C library picks its code by processor.
@inline(__always)
private func reduced<V: SIMDVector>(_ x: V) -> (fraction: V, shifted: V) {
  typealias S = V.Scalar
  let isFloat = MemoryLayout<S>.size == 4
  let least = V(repeating: isFloat ? -87 : -708)
  let greatest = V(repeating: isFloat ? 88 : 709)
  let bounded = V() - (V() - x.maximum(least)).maximum(V() - greatest)
  // Adding 1.5 x 2^(mantissa bits) rounds to a whole number and leaves it in the last bits.
  let magic = V(repeating: isFloat ? 0x1.8p23 : 0x1.8p52)
  let shifted = multiplyAdd(magic, bounded, V(repeating: S(1.4426950408889634)))
  let n = V() - (shifted - magic)
  let high = V(repeating: isFloat ? 0x1.62e400p-1 : S(0x1.62e42fee00000p-1))
  let low = V(repeating: isFloat ? S(0x1.7f7d1cf79abcap-20) : S(0x1.a39ef35793c76p-33))
  let r = multiplyAdd(multiplyAdd(bounded, n, high), n, low)
  var sum = V()
  if isFloat {
    sum = V(repeating: S(1.0 / 5040))
  } else {
    sum = V(repeating: S(1.0 / 6_227_020_800))
    sum = multiplyAdd(V(repeating: S(1.0 / 479_001_600)), sum, r)
    sum = multiplyAdd(V(repeating: S(1.0 / 39_916_800)), sum, r)
    sum = multiplyAdd(V(repeating: S(1.0 / 3_628_800)), sum, r)
    sum = multiplyAdd(V(repeating: S(1.0 / 362_880)), sum, r)
    sum = multiplyAdd(V(repeating: S(1.0 / 40_320)), sum, r)
    sum = multiplyAdd(V(repeating: S(1.0 / 5040)), sum, r)
  }
  sum = multiplyAdd(V(repeating: S(1.0 / 720)), sum, r)
  sum = multiplyAdd(V(repeating: S(1.0 / 120)), sum, r)
  sum = multiplyAdd(V(repeating: S(1.0 / 24)), sum, r)
  sum = multiplyAdd(V(repeating: S(1.0 / 6)), sum, r)
  sum = multiplyAdd(V(repeating: S(0.5)), sum, r)
  // r + r^2 (1/2 + ...) keeps the last bits of r.
  return (multiplyAdd(r, sum, r * r), shifted)
}
