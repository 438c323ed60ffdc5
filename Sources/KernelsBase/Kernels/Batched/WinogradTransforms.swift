/// Winograd's transformations along a row of eight numbers, five taps and four sums.
///
/// A row of a convolution is a product of polynomials read backwards: known at the eight points 0, 1, -1,
/// 2, -2, 1/2, -1/2 and infinity, such a product takes eight multiplications. With M(t), the product of
/// t - p over the finite points p, and M'(p), the row of sums is y = A^T [(G w) (B^T x)], point by point:
///
/// - A^T, row i: p^i, with (0, 0, 0, 1) for infinity;
/// - G, row p: (1, p, p^2, p^3, p^4) / M'(p), with (0, 0, 0, 0, 1) for infinity;
/// - B^T, row p: the coefficients of M(t) / (t - p), with those of M(t) for infinity.
///
/// Points of both signs share their even and their odd terms. The way back takes the transposed
/// matrices. Winograd (1980), Arithmetic Complexity of Computations; Lavin and Gray (2015),
/// arXiv:1509.09308.
enum WinogradTransforms<V: SIMDVector> {
  /// B^T x.
  @inline(__always)
  static func inputs(_ x: InlineArray<8, V>) -> InlineArray<8, V> {
    var values = InlineArray<8, V> { _ in V() }
    values[0] = plus(x[6] - x[0], 5.25, x[2] - x[4])
    let even1 = plus(x[6] + x[2], -4.25, x[4])
    let odd1 = plus(x[5] + x[1], -4.25, x[3])
    let even2 = plus(plus(x[6], -1.25, x[4]), 0.25, x[2])
    let odd2 = plus(plus(times(2, x[5]), -2.5, x[3]), 0.5, x[1])
    let evenHalf = plus(plus(x[6], -5, x[4]), 4, x[2])
    let oddHalf = plus(plus(times(0.5, x[5]), -2.5, x[3]), 2, x[1])
    setPairs(&values, even1, odd1, even2, odd2, evenHalf, oddHalf)
    values[7] = plus(x[7] - x[1], 5.25, x[3] - x[5])
    return values
  }

  /// B d, the way back from `inputs`.
  @inline(__always)
  static func inputGradients(_ d: InlineArray<8, V>) -> InlineArray<8, V> {
    let (even1, odd1) = (d[1] + d[2], d[1] - d[2])
    let (even2, odd2) = (d[3] + d[4], d[3] - d[4])
    let (evenHalf, oddHalf) = (d[5] + d[6], d[5] - d[6])
    var x = InlineArray<8, V> { _ in V() }
    x[0] = V() - d[0]
    x[1] = plus(plus(odd1 - d[7], 0.5, odd2), 2, oddHalf)
    x[2] = plus(plus(plus(even1, 5.25, d[0]), 0.25, even2), 4, evenHalf)
    x[3] = plus(plus(times(5.25, d[7]), -4.25, odd1), -2.5, odd2 + oddHalf)
    x[4] = plus(plus(plus(times(-5.25, d[0]), -4.25, even1), -1.25, even2), -5, evenHalf)
    x[5] = plus(plus(plus(odd1, -5.25, d[7]), 2, odd2), 0.5, oddHalf)
    x[6] = d[0] + even1 + even2 + evenHalf
    x[7] = d[7]
    return x
  }

  /// A^T m.
  @inline(__always)
  static func outputs(_ m: InlineArray<8, V>) -> InlineArray<4, V> {
    let (even1, odd1) = (m[1] + m[2], m[1] - m[2])
    let (even2, odd2) = (m[3] + m[4], m[3] - m[4])
    let (evenHalf, oddHalf) = (m[5] + m[6], m[5] - m[6])
    var y = InlineArray<4, V> { _ in V() }
    y[0] = m[0] + even1 + even2 + evenHalf
    y[1] = plus(plus(odd1, 2, odd2), 0.5, oddHalf)
    y[2] = plus(plus(even1, 4, even2), 0.25, evenHalf)
    y[3] = plus(plus(odd1 + m[7], 8, odd2), 0.125, oddHalf)
    return y
  }

  /// A u, the way back from `outputs`.
  @inline(__always)
  static func outputGradients(_ u: InlineArray<4, V>) -> InlineArray<8, V> {
    var values = InlineArray<8, V> { _ in V() }
    values[0] = u[0]
    let odd2 = plus(times(2, u[1]), 8, u[3])
    let oddHalf = plus(times(0.5, u[1]), 0.125, u[3])
    setPairs(
      &values, u[0] + u[2], u[1] + u[3], plus(u[0], 4, u[2]), odd2, plus(u[0], 0.25, u[2]), oddHalf)
    values[7] = u[3]
    return values
  }

  /// G w.
  @inline(__always)
  static func weights(_ w: InlineArray<5, V>) -> InlineArray<8, V> {
    var values = InlineArray<8, V> { _ in V() }
    values[0] = V() - w[0]
    let even2 = plus(plus(w[0], 4, w[2]), 16, w[4])
    let odd2 = plus(times(2, w[1]), 8, w[3])
    let evenHalf = plus(plus(w[0], 0.25, w[2]), 0.0625, w[4])
    let oddHalf = plus(times(0.5, w[1]), 0.125, w[3])
    setPairs(
      &values, times(factor1, w[0] + w[2] + w[4]), times(factor1, w[1] + w[3]),
      times(factor2, even2), times(factor2, odd2), times(factorHalf, evenHalf),
      times(factorHalf, oddHalf))
    values[7] = w[4]
    return values
  }

  /// G^T d, the way back from `weights`.
  @inline(__always)
  static func weightGradients(_ d: InlineArray<8, V>) -> InlineArray<5, V> {
    let (even1, odd1) = (times(factor1, d[1] + d[2]), times(factor1, d[1] - d[2]))
    let (even2, odd2) = (times(factor2, d[3] + d[4]), times(factor2, d[3] - d[4]))
    let (evenHalf, oddHalf) = (times(factorHalf, d[5] + d[6]), times(factorHalf, d[5] - d[6]))
    var w = InlineArray<5, V> { _ in V() }
    w[0] = even1 + even2 + evenHalf - d[0]
    w[1] = plus(plus(odd1, 2, odd2), 0.5, oddHalf)
    w[2] = plus(plus(even1, 4, even2), 0.25, evenHalf)
    w[3] = plus(plus(odd1, 8, odd2), 0.125, oddHalf)
    w[4] = plus(plus(even1 + d[7], 16, even2), 0.0625, evenHalf)
    return w
  }

  /// 1 / M'(p) for p = 1 and -1.
  @inline(__always)
  private static var factor1: V.Scalar { -2 / 9 }
  /// The same for 2 and -2.
  @inline(__always)
  private static var factor2: V.Scalar { 1 / 90 }
  /// The same for 1/2 and -1/2.
  @inline(__always)
  private static var factorHalf: V.Scalar { 32 / 45 }

  /// The values at the points of both signs.
  @inline(__always)
  private static func setPairs(
    _ values: inout InlineArray<8, V>, _ even1: V, _ odd1: V, _ even2: V, _ odd2: V, _ evenHalf: V,
    _ oddHalf: V
  ) {
    values[1] = even1 + odd1
    values[2] = even1 - odd1
    values[3] = even2 + odd2
    values[4] = even2 - odd2
    values[5] = evenHalf + oddHalf
    values[6] = evenHalf - oddHalf
  }

  @inline(__always)
  private static func plus(_ sum: V, _ factor: V.Scalar, _ x: V) -> V {
    multiplyAdd(sum, x, V(repeating: factor))
  }

  @inline(__always)
  private static func times(_ factor: V.Scalar, _ x: V) -> V { V(repeating: factor) * x }
}
