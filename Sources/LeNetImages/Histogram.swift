/// The counts of the whole numbers from 0 to 255.
struct Histogram {
  private var counts = [Int](repeating: 0, count: 256)
  private(set) var total = 0

  init(_ values: some Sequence<Float>) {
    for value in values { add(value) }
  }

  /// The histogram of the numbers above a threshold.
  init(_ values: [Float], above threshold: Float) {
    for value in values where value > threshold { add(value) }
  }

  private mutating func add(_ value: Float) {
    counts[min(max(Int(value), 0), 255)] += 1
    total += 1
  }

  /// The least number at or below which a share of all lies.
  func quantile(_ share: Float) -> Float {
    var below = 0
    for (value, count) in counts.enumerated() {
      below += count
      if below > 0, Float(below) >= share * Float(total) { return Float(value) }
    }
    return 0
  }

  /// The threshold between the two groups that differ most.
  ///
  /// N. Otsu, "A threshold selection method from gray-level histograms" (1979).
  var otsuThreshold: Float {
    let all = counts.enumerated().reduce(0.0) { $0 + Double($1.offset * $1.element) }
    var (below, sumBelow, best, threshold) = (0.0, 0.0, -1.0, 0)
    for (value, count) in counts.enumerated() {
      below += Double(count)
      sumBelow += Double(value * count)
      let above = Double(total) - below
      guard below > 0, above > 0 else { continue }
      let difference = sumBelow / below - (all - sumBelow) / above
      let between = below * above * difference * difference
      if between > best { (best, threshold) = (between, value) }
    }
    return Float(threshold)
  }
}
