public import KernelTypes

extension LaneKernels {
  /// Twelve sums that do not wait for each other: more than any processor has under way at once.
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

  /// As `peak` counts.
  public static func multiplyAdds(inPeakRounds rounds: Int) -> Int { rounds * 12 * V.scalarCount }
}
