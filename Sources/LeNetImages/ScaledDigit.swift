/// A digit in MNIST's size, with strokes that are neither far too thin nor far too thick.
struct ScaledDigit {
  /// The range of mean stroke widths of MNIST's training images, without one in a hundred at each
  /// end, in pixels, measured in the same way on images enlarged eight times.
  static let usualWidths: ClosedRange<Float> = 1.3...5.2

  let strokeWidth: Float
  let widening: Float
  /// `[row][column]`, 28 x 28.
  let centred: [UInt8]

  init(_ digit: DigitInk) {
    self.init(digit.plane, box: digit.box, isClean: digit.isClean)
  }

  /// Scales the ink in a box of a plane; that of a clean picture keeps its strokes.
  init(_ ink: Plane, box: Box, isClean: Bool) {
    let side = DigitPreparation.digitSide
    let (rows, columns) = (box.rows.count, box.columns.count)
    let longer = max(rows, columns)
    let factor = Float(side) / Float(longer)
    var crop = ink.cropped(to: box)
    // Measures strokes in the picture's pixels: a digit smaller than 20 has too few.
    if longer > side {
      let mask = Mask(crop, above: 0.5)
      strokeWidth = Self.strokeWidth(mask) * factor
      let usual = min(max(strokeWidth, Self.usualWidths.lowerBound), Self.usualWidths.upperBound)
      widening = isClean ? 0 : usual - strokeWidth
      if widening != 0 { crop = Self.widened(crop, by: widening / factor / 2) }
    } else {
      strokeWidth = 0
      widening = 0
    }
    // Widening the strokes enlarges the digit.
    let newLonger = max(crop.rows, crop.columns)
    func scaledSide(_ length: Int) -> Int {
      max(1, (2 * length * side + newLonger) / (2 * newLonger))
    }
    let scaled = crop.averaged(
      rows: scaledSide(crop.rows), columns: scaledSide(crop.columns))
    centred = Self.centred(scaled)
  }

  /// Four times the mean distance of ink to paper, which in a straight stroke is a quarter of its width.
  static func strokeWidth(_ mask: Mask) -> Float {
    let distances = mask.framed(by: false).inverted.distances
    var (sum, count) = (Float(0), 0)
    for value in distances.values where value > 0 {
      sum += value - 0.5
      count += 1
    }
    return count == 0 ? 0 : 4 * sum / Float(count)
  }

  /// Ink widened by `distance` pixels on all sides, or thinned, in a larger or the same frame.
  private static func widened(_ ink: Plane, by distance: Float) -> Plane {
    let margin = max(0, Int(distance.rounded(.up)))
    let larger = Plane(rows: ink.rows + 2 * margin, columns: ink.columns + 2 * margin) {
      row, column in
      let (row, column) = (row - margin, column - margin)
      let isInside = row >= 0 && row < ink.rows && column >= 0 && column < ink.columns
      return isInside ? ink[row, column] : 0
    }
    let result = larger.restroked(by: distance)
    guard let box = Mask(result, above: 0.5).box else { return ink }
    return result.cropped(to: box)
  }

  /// The digit in 28 x 28, with its centre of mass in the middle to the nearest pixel.
  private static func centred(_ digit: Plane) -> [UInt8] {
    let side = DigitPreparation.side
    let bytes = digit.values.map { Int(($0 * 255).rounded()) }
    var (mass, rowMoment, columnMoment) = (0, 0, 0)
    for (place, byte) in bytes.enumerated() {
      mass += byte
      rowMoment += byte * (place / digit.columns)
      columnMoment += byte * (place % digit.columns)
    }
    func start(_ moment: Int, _ length: Int) -> Int {
      let wished = DigitPreparation.centre - Float(moment) / Float(max(mass, 1))
      return min(max(Int(wished.rounded()), 0), side - length)
    }
    let (top, left) = (start(rowMoment, digit.rows), start(columnMoment, digit.columns))
    var pixels = [UInt8](repeating: 0, count: side * side)
    for (place, byte) in bytes.enumerated() {
      let (row, column) = (top + place / digit.columns, left + place % digit.columns)
      pixels[row * side + column] = UInt8(byte)
    }
    return pixels
  }
}
