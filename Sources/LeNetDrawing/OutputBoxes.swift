import LeNetGraphics

/// Boxes with the classes and a network's outputs, the greatest filled; only the likeliest of many classes.
struct OutputBoxes {
  private let outputs: [Float]
  private let classes: [String]
  private let isDistance: Bool
  private let shown: [Int]
  /// Whether names go above the numbers, because they do not fit side by side.
  private let isStacked: Bool

  private static let perRow = 10
  private static let step = 66.0
  private static let size = 9.5
  private static let most = 100
  private static let room = step - 8

  init(_ outputs: [Float], classes: [String], isDistance: Bool) {
    self.outputs = outputs
    self.classes = classes
    self.isDistance = isDistance
    let likeliest = outputs.indices.sorted { outputs[$0] > outputs[$1] }
    shown = outputs.count <= Self.most ? Array(outputs.indices) : Array(likeliest.prefix(20))
    isStacked = shown.contains { index in
      let text = "\(classes[index]): \(Self.number(outputs[index], isDistance))"
      return Drawing.width(of: text, size: Self.size) > Self.room
    }
  }

  private static func number(_ output: Float, _ isDistance: Bool) -> String {
    let value = Double(isDistance ? -output : output)
    return ((value * 10).rounded() / 10).plain
  }

  private var line: Double { isStacked ? 36 : 24 }

  /// The total height.
  var height: Double {
    let rows = (shown.count + Self.perRow - 1) / Self.perRow
    return max((line + 4) * Double(rows) - 4, 26)
  }

  func draw(into drawing: inout Drawing, y: Double) {
    let best = outputs.indices.max { outputs[$0] < outputs[$1] }
    for (place, index) in shown.enumerated() {
      let x = MapPictures.left + Self.step * Double(place % Self.perRow)
      let y = y + (line + 4) * Double(place / Self.perRow)
      let isBest = index == best
      drawing.rectangle(
        x: x, y: y, width: Self.step - 4, height: line, tone: isBest ? .blue : .faint)
      let number = Self.number(outputs[index], isDistance)
      let texts =
        isStacked
        ? [classes[index].fitted(to: Self.room, size: Self.size), number]
        : ["\(classes[index]): \(number)"]
      for (row, text) in texts.enumerated() {
        drawing.text(
          text, x: x + (Self.step - 4) / 2, y: y + 16 + 13 * Double(row), size: Self.size,
          anchor: .middle, tone: isBest ? .paper : .ink)
      }
    }
  }
}
