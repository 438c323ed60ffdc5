public import KernelTypes

extension BatchedKernels {
  /// Twelve independent sums: more than any processor computes at the same time.
  public static func peak(rounds: Int, start: Scalar) -> Scalar {
    var sums = InlineArray<12, V> { _ in V() }
    let factor = V(repeating: start)
    for i in 0..<12 { sums[i] = V(repeating: start + Scalar(i)) }
    for _ in 0..<rounds {
      for i in 0..<12 { sums[i] = multiplyAdd(factor, sums[i], factor) }
    }
    var total = V()
    for i in 0..<12 { total += sums[i] }
    return total.laneSum()
  }

  /// Twelve registers of multiply-adds a round.
  public static func multiplyAdds(inPeakRounds rounds: Int) -> Int { rounds * 12 * V.scalarCount }
}
