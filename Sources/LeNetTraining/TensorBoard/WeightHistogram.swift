/// A histogram of a tensor's numbers, with thirty bins of equal width.
package struct WeightHistogram: Hashable, Sendable {
  package let name: String
  package let least: Double
  package let greatest: Double
  package let sum: Double
  package let sumOfSquares: Double
  /// The counts of the bins, from the least number up.
  package let counts: [Int]

  private static let ranges = 30

  /// Counts a tensor's numbers; nil if there are none, or one is not finite.
  package init?(name: String, values: ArraySlice<Float>) {
    guard let first = values.first, values.allSatisfy(\.isFinite) else { return nil }
    let bounds = values.reduce((first, first)) { (min($0.0, $1), max($0.1, $1)) }
    let (least, greatest) = (Double(bounds.0), Double(bounds.1))
    var counts = [Int](repeating: 0, count: Self.ranges)
    var (sum, squares) = (0.0, 0.0)
    let scale = greatest > least ? Double(Self.ranges) / (greatest - least) : 0
    for value in values {
      let value = Double(value)
      sum += value
      squares += value * value
      counts[min(Self.ranges - 1, Int((value - least) * scale))] += 1
    }
    self.name = name
    self.least = least
    self.greatest = greatest
    self.sum = sum
    sumOfSquares = squares
    self.counts = counts
  }

  /// The upper ends of the bins.
  var limits: [Double] {
    (1...Self.ranges).map { range in
      range == Self.ranges
        ? greatest : least + (greatest - least) * Double(range) / Double(Self.ranges)
    }
  }

  /// A `HistogramProto` of TensorFlow's `histogram.proto`.
  var message: ProtobufMessage {
    ProtobufMessage {
      $0.add(1, double: least)
      $0.add(2, double: greatest)
      $0.add(3, double: Double(counts.reduce(0, +)))
      $0.add(4, double: sum)
      $0.add(5, double: sumOfSquares)
      $0.add(6, packed: limits)
      $0.add(7, packed: counts.map(Double.init))
    }
  }
}
