import LeNetGraphics
import LeNetModel

/// The drawing of one layer's output, or of the input: a stack of maps, or a bar of units.
struct ArchitectureNode {
  let name: String
  let shape: Shape
  let tone: Tone
  /// The left edge of the node.
  var x = 0.0
  /// The vertical position of its middle.
  var middle = 0.0

  /// The size of one row or column of a map, in pixels.
  private let scale: Double
  /// The largest number of maps to draw.
  private static let mostMaps = 16
  /// The slant and the thickness of a bar.
  private static let lean = 16.0
  private static let thickness = 9.0
  /// The smallest side of a drawn map.
  private static let leastSide = 13.0

  init(name: String, shape: Shape, tone: Tone, scale: Double) {
    self.name = name
    self.shape = shape
    self.tone = tone
    self.scale = max(scale, Self.leastSide / Double(max(shape.rows, shape.columns)))
  }

  private var count: Int { min(shape.maps, Self.mostMaps) }

  /// The offset from one map of the stack to the next, to the right and down.
  private var step: Double { count > 1 ? min(6, 45 / Double(count - 1)) : 0 }

  /// The length of a vector's bar, which grows less than the vector.
  private var barHeight: Double {
    var (height, units) = (24.0, Double(shape.maps))
    while units >= 10 {
      height += 46
      units /= 10
    }
    // A linear approximation of the logarithm's fraction.
    return min(height + 46 * (units - 1) / 9, 190)
  }

  var width: Double {
    shape.isFlat
      ? Self.lean + Self.thickness
      : max(Double(shape.columns) * scale, 3) + step * Double(count - 1)
  }

  var height: Double {
    shape.isFlat ? barHeight : max(Double(shape.rows) * scale, 3) + step * Double(count - 1)
  }

  var right: Double { x + width }
  var centre: Double { x + width / 2 }
  var topEdge: Double { middle - height / 2 }
  private var bottomEdge: Double { middle + height / 2 }

  /// The upper left corner of the front map.
  private var front: (x: Double, y: Double) {
    (x + step * Double(count - 1), topEdge + step * Double(count - 1))
  }

  /// The rectangle in the picture of an area of the front map.
  func place(_ area: MapArea) -> (x: Double, y: Double, width: Double, height: Double) {
    (
      front.x + Double(area.columns.lowerBound) * scale,
      front.y + Double(area.rows.lowerBound) * scale,
      max(Double(area.columns.count) * scale, 3), max(Double(area.rows.count) * scale, 3)
    )
  }

  /// The end points of lines to all units, above and below.
  var entries: [(x: Double, y: Double)] {
    guard shape.isFlat else {
      return [(front.x, front.y), (front.x, front.y + Double(shape.rows) * scale)]
    }
    return [(x, topEdge), (x + Self.lean, bottomEdge)]
  }

  /// The start points of lines from all units, above and below.
  var exits: [(x: Double, y: Double)] {
    guard shape.isFlat else { return [(right, front.y), (right, bottomEdge)] }
    return [(x + Self.thickness, topEdge), (x + Self.thickness + Self.lean, bottomEdge)]
  }

  func draw(into drawing: inout Drawing) {
    if shape.isFlat {
      drawBar(into: &drawing)
    } else {
      for map in 0..<count {
        let (left, top) = (x + step * Double(map), topEdge + step * Double(map))
        let (width, height) = (Double(shape.columns) * scale, Double(shape.rows) * scale)
        drawing.rectangle(x: left, y: top, width: width, height: height, tone: .paper)
        drawing.rectangle(
          x: left, y: top, width: width, height: height, tone: tone, opacity: 0.2)
        drawing.outline(x: left, y: top, width: width, height: height, tone: tone)
      }
    }
    let labels = (x: centre, y: topEdge - 24)
    drawing.text(name, x: labels.x, y: labels.y, size: 13, anchor: .middle, isBold: true)
    drawing.text(
      shape.displayText, x: labels.x, y: labels.y + 15, size: 11.5, anchor: .middle, tone: .quiet)
  }

  private func drawBar(into drawing: inout Drawing) {
    let corners = [
      (x, topEdge), (x + Self.thickness, topEdge),
      (x + Self.thickness + Self.lean, bottomEdge), (x + Self.lean, bottomEdge),
    ]
    drawing.polygon(corners.map { (x: $0.0, y: $0.1) }, tone: .paper)
    drawing.polygon(corners.map { (x: $0.0, y: $0.1) }, tone: tone, opacity: 0.3)
    drawing.line((corners + corners.prefix(1)).map { (x: $0.0, y: $0.1) }, tone: tone)
    // Draws few units separately.
    guard shape.maps <= 16 else { return }
    for unit in 1..<max(shape.maps, 1) {
      let share = Double(unit) / Double(shape.maps)
      let (left, y) = (x + Self.lean * share, topEdge + height * share)
      drawing.line([(left, y), (left + Self.thickness, y)], tone: tone)
    }
  }

  /// The width of name and size.
  var labelWidth: Double {
    max(
      Drawing.width(of: name, size: 13, isBold: true),
      Drawing.width(of: shape.displayText, size: 11.5))
  }
}
