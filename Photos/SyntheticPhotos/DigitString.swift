public import LeNetImages
public import LeNetRandom
import LeNetElementary

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

  /// A source of the shapes of digits.
  public typealias Shape = (_ digit: Int, _ stream: inout RandomStream) -> [UInt8]

  /// A random row.
  ///
  /// - Parameters:
  ///   - digits: the digits to write.
  ///   - shape: gives an image of a digit, 28 x 28, 255 is full ink; digits made from strokes where it is nil.
  ///   - stream: the random numbers.
  public init(
    _ digits: [Int], shape: Shape?, from stream: inout RandomStream
  ) {
    func uniform(_ least: Double, _ greatest: Double) -> Float {
      Float(stream.uniform(in: least...greatest))
    }
    self.digits = digits
    // Pixels for one pixel of MNIST's 20.
    let scale = uniform(0.9, 3)
    let height = 20 * scale
    let lean = Float(stream.normal() * 0.18)
    let aspect = uniform(0.8, 1.15)
    let closeness = uniform(-3.5, 4)
    let spread = uniform(0.5, 3)
    let rise = Float(stream.normal() * 0.03)
    let rows = Int(height * 2.2)
    let columns = Int(height * (Float(digits.count) * 1.7 + 2.5))
    var ink = [Float](repeating: 0, count: rows * columns)
    var owners = [UInt8](repeating: Self.noDigit, count: rows * columns)
    var right = height * 0.8
    let isMarked = stream.uniform() < 0.3
    func draw(
      _ coverage: (_ x: Float, _ y: Float) -> Float, box: (Float, Float, Float, Float),
      owner: UInt8
    ) {
      let (top, bottom) = (max(0, Int(box.1)), min(rows - 1, Int(box.3)))
      let (left, end) = (max(0, Int(box.0)), min(columns - 1, Int(box.2)))
      guard top <= bottom, left <= end else { return }
      for row in top...bottom {
        for column in left...end {
          let value = coverage(Float(column) + 0.5, Float(row) + 0.5)
          let place = row * columns + column
          guard value > ink[place] else { continue }
          ink[place] = value
          if value > 0.5 { owners[place] = owner }
        }
      }
    }
    for (number, digit) in digits.enumerated() {
      let size = uniform(0.82, 1.12) * height
      let top =
        Float(rows) / 2 - size / 2 + uniform(-0.08, 0.08) * height
        + rise * (right - Float(columns) / 2)
      let own = aspect * uniform(0.92, 1.08)
      let lean = lean + uniform(-0.05, 0.05)
      // Places of the digit's ink in parts of its height, to know its left and right edge.
      let coverage: (Float, Float) -> Float
      var (least, most) = (Float.infinity, -Float.infinity)
      if let shape {
        let pixels = shape(digit, &stream)
        let box = Self.box(pixels)
        let side = Float(box.rows.count)
        let unit = size / max(side, 14)
        let inset = (size - unit * side) / 2
        func value(_ row: Int, _ column: Int) -> Float {
          guard row >= 0, row < 28, column >= 0, column < 28 else { return 0 }
          return Float(pixels[row * 28 + column]) / 255
        }
        coverage = { x, y in
          let row = (y - inset) / unit + Float(box.rows.lowerBound) - 0.5
          let column =
            (x + lean * (y - size / 2)) / (unit * own) + Float(box.columns.lowerBound) - 0.5
          guard row > -1, row < 28, column > -1, column < 28 else { return 0 }
          let (above, before) = (row.rounded(.down), column.rounded(.down))
          let (down, across) = (row - above, column - before)
          let (first, line) = (Int(before), Int(above))
          let upper = value(line, first) * (1 - across) + value(line, first + 1) * across
          let lower = value(line + 1, first) * (1 - across) + value(line + 1, first + 1) * across
          let grey = upper * (1 - down) + lower * down
          // As sharp as the picture's pixels.
          let sharp = max(1, unit / 1.6)
          return min(max((grey - 0.45) * sharp + 0.5, 0), 1)
        }
      } else {
        let strokes = StrokeDigit(digit, from: &stream)
        coverage = { x, y in
          let place = SIMD2((x + lean * (y - size / 2)) / (size * own), y / size)
          return min(max((strokes.radius - strokes.distance(place)) * size + 0.5, 0), 1)
        }
      }
      // The extent on a coarse grid.
      let step = max(size / 40, 0.5)
      var y: Float = 0
      while y < size {
        var x = -0.7 * size
        while x < 1.9 * size {
          if coverage(x, y) > 0.5 { (least, most) = (min(least, x), max(most, x)) }
          x += step
        }
        y += step
      }
      guard least < most else { continue }
      let start = right - least
      draw(
        { coverage($0 - start, $1 - top) },
        box: (start + least - 2, top - 2, start + most + 2, top + size + 2), owner: UInt8(number))
      var gap = closeness + Float(stream.normal()) * spread * 0.7
      if isMarked, number + 1 < digits.count, stream.uniform() < 0.3 {
        // A point or a comma.
        let mark = uniform(0.03, 0.07) * height
        let (x, y) = (
          right + most - least + uniform(0.05, 0.25) * height, top + size * uniform(0.85, 1.1)
        )
        let tail = stream.uniform() < 0.4 ? uniform(0.05, 0.2) * height : 0
        draw(
          { column, row in
            let t = tail > 0 ? min(max((row - y) / tail, 0), 1) : 0
            let (dx, dy) = (column - x + 0.4 * t * tail, row - y - t * tail)
            return min(max(mark - (dx * dx + dy * dy).squareRoot() + 0.5, 0), 1)
          }, box: (x - mark - tail - 2, y - mark - 2, x + mark + 2, y + mark + tail + 2),
          owner: Self.noDigit)
        gap = max(gap, 3) + 3
      }
      right += most - least + max(gap, -5) * scale
    }
    if isMarked, stream.uniform() < 0.4 {
      // A dash at the end.
      let (x, y, long) = (
        right + 0.3 * height, Float(rows) / 2 + uniform(-0.1, 0.3) * height,
        uniform(0.3, 0.9) * height
      )
      let half = uniform(0.03, 0.06) * height
      draw(
        { column, row in
          let along = min(max(column, x), x + long)
          let (dx, dy) = (column - along, row - y)
          return min(max(half - (dx * dx + dy * dy).squareRoot() + 0.5, 0), 1)
        }, box: (x - half - 2, y - half - 2, x + long + half + 2, y + half + 2),
        owner: Self.noDigit)
    }
    self.owners = owners
    // Camera, paper and light.
    let paper = uniform(170, 255)
    let contrast = uniform(60, Double(paper))
    let isLight = stream.uniform() < 0.1
    let blur = stream.uniform() < 0.4
    let noise = stream.uniform() < 0.5 ? uniform(0, 10) * contrast / 200 : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var value = ink[row * columns + column]
        if blur, row > 0, row + 1 < rows, column > 0, column + 1 < columns {
          let place = row * columns + column
          value =
            value / 2
            + (ink[place - 1] + ink[place + 1] + ink[place - columns] + ink[place + columns]) / 8
        }
        let grey = paper - contrast * value + (noise > 0 ? noise * Float(stream.normal()) : 0)
        let byte = UInt8(min(max(grey, 0), 255))
        bytes.append(isLight ? 255 - byte : byte)
      }
    }
    guard
      let picture = try? RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
    else { preconditionFailure("a row of \(rows) x \(columns) pixels") }
    self.picture = picture
  }

  private static func box(_ pixels: [UInt8]) -> Box {
    var (top, bottom, left, right) = (28, 0, 28, 0)
    for place in pixels.indices where pixels[place] > 0 {
      let (row, column) = (place / 28, place % 28)
      (top, bottom) = (min(top, row), max(bottom, row + 1))
      (left, right) = (min(left, column), max(right, column + 1))
    }
    guard top < bottom else { return Box(rows: 0..<28, columns: 0..<28) }
    return Box(rows: top..<bottom, columns: left..<right)
  }
}
