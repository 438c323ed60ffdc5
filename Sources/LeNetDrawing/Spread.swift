import LeNetGraphics
import LeNetText

/// The distribution of a layer's outputs.
package struct Spread: Sendable {
  /// The layer's name.
  package let layer: String
  /// The number of outputs.
  package let count: Int
  /// The minimum.
  package let least: Double
  /// The maximum.
  package let greatest: Double
  /// The mean.
  package let mean: Double
  /// The standard deviation.
  package let standardDeviation: Double
  /// The share of zeros, from 0 to 1.
  package let zeros: Double
  /// The counts of equally wide bins from the minimum to the maximum.
  let bins: [Int]

  /// The distribution of numbers; nil if there are none or not all are finite.
  init?(layer: String, values: [Float], bins binCount: Int = 64) {
    guard let first = values.first, values.allSatisfy(\.isFinite) else { return nil }
    var (least, greatest, sum) = (Double(first), Double(first), 0.0)
    for value in values {
      least = min(least, Double(value))
      greatest = max(greatest, Double(value))
      sum += Double(value)
    }
    let mean = sum / Double(values.count)
    var (squares, zeros) = (0.0, 0)
    var bins = [Int](repeating: 0, count: binCount)
    let width = max((greatest - least) / Double(binCount), .leastNormalMagnitude)
    for value in values {
      squares += (Double(value) - mean) * (Double(value) - mean)
      if value == 0 { zeros += 1 }
      bins[min(Int((Double(value) - least) / width), binCount - 1)] += 1
    }
    self.layer = layer
    self.count = values.count
    self.least = least
    self.greatest = greatest
    self.mean = mean
    self.standardDeviation = (squares / Double(values.count)).squareRoot()
    self.zeros = Double(zeros) / Double(values.count)
    self.bins = bins
  }
}

extension Drawing {
  /// A histogram of each layer's outputs for the first images of a data set.
  static func spreads(_ spreads: [Spread], title: String, detail: String) -> Drawing {
    let (left, width, line) = (96.0, 384.0, 62.0)
    var drawing = Drawing(
      width: left + width + 300, height: topWithDetail + line * Double(spreads.count) + 8,
      title: title,
      summary: spreads.map { spread in
        "\(spread.layer): mean \(spread.mean.fine), deviation \(spread.standardDeviation.fine), from "
          + "\(spread.least.fine) to \(spread.greatest.fine), \(NumberText.rate(spread.zeros)) are 0"
      }.joined(separator: "; ") + ".")
    drawing.heading(title, detail: detail)
    for (place, spread) in spreads.enumerated() {
      let base = topWithDetail + line * Double(place) + 40
      drawing.text(
        spread.layer.shortened(to: 10), x: margin, y: base - 14, size: 12.5, isBold: true)
      let greatest = Double(spread.bins.max() ?? 1).squareRoot()
      let step = width / Double(spread.bins.count)
      var edge = [(x: left, y: base)]
      for (bin, count) in spread.bins.enumerated() {
        // The square root, because most numbers after ReLU are 0.
        let top = base - (count > 0 ? max(38 * Double(count).squareRoot() / greatest, 0.5) : 0)
        edge.append((x: left + step * Double(bin), y: top))
        edge.append((x: left + step * Double(bin + 1), y: top))
      }
      drawing.polygon(edge + [(x: left + width, y: base)], tone: .blue)
      drawing.line([(left, base), (left + width, base)], tone: .quiet)
      drawing.text(spread.least.fine, x: left, y: base + 12, size: 10, tone: .quiet)
      drawing.text(
        spread.greatest.fine, x: left + width, y: base + 12, size: 10, anchor: .end, tone: .quiet)
      drawing.text(
        "mean \(spread.mean.fine), deviation \(spread.standardDeviation.fine)",
        x: left + width + 20,
        y: base - 16, size: 11.5)
      if spread.zeros > 0 {
        drawing.text(
          "\(NumberText.rate(spread.zeros)) are 0", x: left + width + 20, y: base,
          size: 11.5,
          tone: .quiet)
      }
    }
    return drawing
  }
}

extension Double {
  /// At most three decimals without trailing zeros; Swift's text for very large numbers, infinity and NaN.
  package var fine: String {
    guard magnitude < 1e12 else { return "\(self)" }
    let thousandths = Int((self * 1000).rounded())
    let rest = "\(1000 + thousandths.magnitude % 1000)".dropFirst()
    let decimals = rest.reversed().drop { $0 == "0" }.reversed()
    return (thousandths < 0 ? "-" : "") + "\(thousandths.magnitude / 1000)"
      + (decimals.isEmpty ? "" : "." + String(decimals))
  }
}
