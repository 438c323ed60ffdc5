extension Chart {
  /// A curve's name in the legend.
  package struct LegendEntry {
    let name: String
    let curve: Int
    /// The distance from the left edge of the legend.
    let x: Double
    let row: Int
  }

  /// The height of a line of names.
  package static let legendLine = 17.0
  private static let textSize = 12.0
  private static let sample = 30.0

  /// The names of the curves in lines below the axis, so that they do not cover a curve.
  package func legend(width: Double) -> [LegendEntry] {
    // The label of the axis is next to it.
    let room = width - Drawing.width(of: xLabel, size: Self.textSize) - 16
    var (x, row) = (0.0, 0)
    return curves.enumerated().map { number, curve in
      let name = curve.name.fitted(to: room - Self.sample, size: Self.textSize)
      let length = Self.sample + Drawing.width(of: name, size: Self.textSize)
      if x > 0, x + length > room { (x, row) = (0, row + 1) }
      defer { x += length + 16 }
      return LegendEntry(name: name, curve: number, x: x, row: row)
    }
  }

  /// The height of the legend beyond its first line in a chart of a width.
  package func legendHeight(width: Double) -> Double {
    Self.legendLine * Double(legend(width: width - Self.left - Self.right).last?.row ?? 0)
  }
}
