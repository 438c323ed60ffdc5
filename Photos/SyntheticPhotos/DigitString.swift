public import LeNetImages
public import LeNetRandom

/// A picture of a row of digits, and whose ink each pixel is.
public struct DigitString: Sendable {
  /// The picture, dark on light or light on dark.
  public let picture: RasterImage
  /// The digits, from the left.
  public let digits: [Int]
  /// The number of the digit whose ink a pixel is, `[row][column]`; `noDigit` for marks and paper.
  public let owners: [UInt8]
  /// The owner of marks and of paper.
  public static let noDigit: UInt8 = 255

  /// A source of the shapes of digits: an image of a digit, 28 x 28, 255 is full ink.
  public typealias Shape = (_ digit: Int, _ stream: inout RandomStream) -> [UInt8]

  /// A random row.
  ///
  /// - Parameters:
  ///   - digits: the digits to write.
  ///   - shape: gives the shapes of digits; they are made from strokes where it is nil.
  ///   - stream: the random numbers.
  public init(_ digits: [Int], shape: Shape?, from stream: inout RandomStream) {
    self.digits = digits
    let hand = RowHand(from: &stream)
    let canvas = Self.row(of: digits, shape, by: hand, from: &stream)
    owners = canvas.owners
    let paper = RowPaper(under: canvas, hand, from: &stream)
    picture = paper.picture(of: canvas, from: &stream)
  }

  /// Whether every digit shows at least half the ink of a thin 1: where digits overlap, one may hide another.
  public var showsAllDigits: Bool {
    var shown = [Int](repeating: 0, count: digits.count)
    for owner in owners where owner != Self.noDigit { shown[Int(owner)] += 1 }
    // The picture is 2.2 digits high.
    let height = Double(picture.rows) / 2.2
    return shown.allSatisfy { Double($0) >= 0.06 * height * height }
  }

  /// The digits one after the other, with marks before, between and behind them.
  private static func row(
    of digits: [Int], _ shape: Shape?, by hand: RowHand, from stream: inout RandomStream
  ) -> RowCanvas {
    let height = hand.height
    var canvas = RowCanvas(
      rows: Int(height * 2.2), columns: Int(height * (Float(digits.count) * 1.9 + 4)))
    let middle = Float(canvas.rows) / 2
    var right = height * 0.8
    if hand.isMarked, stream.uniform() < 0.25 {
      right = RowMark.leading(from: &stream).draw(at: right, middle, hand, on: &canvas, &stream)
    }
    var last: PlacedDigit?
    for (number, digit) in digits.enumerated() {
      guard
        var placed = PlacedDigit(digit, shape, by: hand, from: &stream)
      else { continue }
      placed.left = right
      placed.top =
        middle - placed.size / 2 + hand.uniform(-0.08, 0.08, &stream) * height
        + hand.rise * (right - Float(canvas.columns) / 2)
      placed.draw(on: &canvas, owner: UInt8(number))
      if let last, hand.joins, stream.uniform() < 0.6 {
        canvas.join(last, placed, hand, from: &stream)
      }
      right += placed.width
      var gap = hand.closeness + Float(stream.normal()) * hand.spread * 0.7
      if hand.isMarked, number + 1 < digits.count, stream.uniform() < 0.3 {
        let mark: RowMark = stream.uniform() < 0.6 ? .point : .comma
        _ = mark.draw(at: right, middle + placed.size / 2, hand, on: &canvas, &stream)
        gap = max(gap, 3) + 3
      }
      right += max(gap, -5) * hand.scale
      last = placed
    }
    if hand.isMarked, stream.uniform() < 0.6 {
      _ = RowMark.trailing(from: &stream).draw(at: right, middle, hand, on: &canvas, &stream)
    }
    return canvas
  }
}

/// How one person writes one row.
struct RowHand {
  /// Pixels for one pixel of MNIST's 20.
  let scale: Float
  let lean: Float
  let aspect: Float
  /// The mean gap between digits, in pixels of MNIST, and how much it changes.
  let closeness: Float
  let spread: Float
  /// How much the base line rises or falls with each pixel.
  let rise: Float
  let isMarked: Bool
  /// Whether strokes lead from one digit to the next.
  let joins: Bool

  var height: Float { 20 * scale }

  init(from stream: inout RandomStream) {
    scale = Float(stream.uniform(in: 0.9...3))
    lean = Float(stream.normal() * 0.18)
    aspect = Float(stream.uniform(in: 0.8...1.15))
    closeness = Float(stream.uniform(in: -3.5...4))
    spread = Float(stream.uniform(in: 0.5...3))
    rise = Float(stream.normal() * 0.03)
    isMarked = stream.uniform() < 0.4
    joins = stream.uniform() < 0.2
  }

  func uniform(_ least: Double, _ greatest: Double, _ stream: inout RandomStream) -> Float {
    Float(stream.uniform(in: least...greatest))
  }
}

/// A digit's shape, and its place in the row.
struct PlacedDigit {
  let size: Float
  /// The left edge of its ink in its own coordinates.
  private let start: Float
  let width: Float
  private let coverage: (_ x: Float, _ y: Float) -> Float
  var left: Float = 0
  var top: Float = 0

  /// A random shape of a digit; nil if it has no ink.
  init?(
    _ digit: Int, _ shape: DigitString.Shape?, by hand: RowHand, from stream: inout RandomStream
  ) {
    let size = hand.uniform(0.82, 1.12, &stream) * hand.height
    let own = hand.aspect * hand.uniform(0.92, 1.08, &stream)
    let lean = hand.lean + hand.uniform(-0.05, 0.05, &stream)
    if let shape {
      let image = ImageDigit(shape(digit, &stream), size: size)
      coverage = { x, y in image.coverage(x + lean * (y - size / 2), y, stretch: own) }
    } else {
      let strokes = StrokeDigit(digit, from: &stream)
      coverage = { x, y in
        let place = SIMD2((x + lean * (y - size / 2)) / (size * own), y / size)
        return min(max((strokes.radius - strokes.distance(place)) * size + 0.5, 0), 1)
      }
    }
    self.size = size
    // The extent on a coarse grid.
    let step = max(size / 40, 0.5)
    var (least, most) = (Float.infinity, -Float.infinity)
    for y in Swift.stride(from: Float(0), to: size, by: step) {
      for x in Swift.stride(from: -0.7 * size, to: 1.9 * size, by: step)
      where coverage(x, y) > 0.5 {
        (least, most) = (min(least, x), max(most, x))
      }
    }
    guard least < most else { return nil }
    start = least
    width = most - least
  }

  func draw(on canvas: inout RowCanvas, owner: UInt8) {
    canvas.draw(
      (left - 2, top - 2, left + width + 2, top + size + 2), owner: owner
    ) { coverage($0 - left + start, $1 - top) }
  }
}

/// A digit from the pixels of MNIST, enlarged.
private struct ImageDigit {
  private let pixels: [UInt8]
  private let box: Box
  private let unit: Float
  private let inset: Float

  init(_ pixels: [UInt8], size: Float) {
    self.pixels = pixels
    var (top, bottom, left, right) = (28, 0, 28, 0)
    for place in pixels.indices where pixels[place] > 0 {
      let (row, column) = (place / 28, place % 28)
      (top, bottom) = (min(top, row), max(bottom, row + 1))
      (left, right) = (min(left, column), max(right, column + 1))
    }
    box =
      top < bottom
      ? Box(rows: top..<bottom, columns: left..<right) : Box(rows: 0..<28, columns: 0..<28)
    let side = Float(box.rows.count)
    unit = size / max(side, 14)
    inset = (size - unit * side) / 2
  }

  private func value(_ row: Int, _ column: Int) -> Float {
    guard row >= 0, row < 28, column >= 0, column < 28 else { return 0 }
    return Float(pixels[row * 28 + column]) / 255
  }

  func coverage(_ x: Float, _ y: Float, stretch: Float) -> Float {
    let row = (y - inset) / unit + Float(box.rows.lowerBound) - 0.5
    let column = x / (unit * stretch) + Float(box.columns.lowerBound) - 0.5
    guard row > -1, row < 28, column > -1, column < 28 else { return 0 }
    let (above, before) = (row.rounded(.down), column.rounded(.down))
    let (down, across) = (row - above, column - before)
    let (first, line) = (Int(before), Int(above))
    let upper = value(line, first) * (1 - across) + value(line, first + 1) * across
    let lower = value(line + 1, first) * (1 - across) + value(line + 1, first + 1) * across
    let grey = upper * (1 - down) + lower * down
    // As sharp as the picture's pixels; below 1.12 paper would be grey.
    let sharp = max(1.12, unit / 1.6)
    return min(max((grey - 0.45) * sharp + 0.5, 0), 1)
  }
}
