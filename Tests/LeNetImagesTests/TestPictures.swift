import LeNetImages

/// A picture without symmetry: a slope with a dark corner at the upper left.
func slope(rows: Int = 24, columns: Int = 40, channels: RasterImage.Channels = .grey) throws
  -> RasterImage
{
  var bytes: [UInt8] = []
  for row in 0..<rows {
    for column in 0..<columns {
      let value =
        row < rows / 4 && column < columns / 4 ? 10 : 60 + 150 * column / columns + 40 * row / rows
      for channel in 0..<channels.rawValue {
        let isAlpha = channels.rawValue % 2 == 0 && channel == channels.rawValue - 1
        bytes.append(isAlpha ? 255 : UInt8(value + 2 * channel))
      }
    }
  }
  return try RasterImage(rows: rows, columns: columns, channels: channels, bytes: bytes)
}

/// A seven as a pen writes it, dark ink on light paper or the other way round.
func seven(
  rows: Int = 120, columns: Int = 100, ink: UInt8 = 20, paper: UInt8 = 230, width: Double = 7,
  top: Double = 0.2, left: Double = 0.3, size: Double = 0.5
) throws -> RasterImage {
  let scale = Double(min(rows, columns)) * size
  let (x, y) = (Double(columns) * left, Double(rows) * top)
  let corners = [(x, y), (x + 0.7 * scale, y), (x + 0.25 * scale, y + scale)]
  var bytes: [UInt8] = []
  for row in 0..<rows {
    for column in 0..<columns {
      var least = Double.infinity
      for (from, to) in zip(corners, corners.dropFirst()) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1)
        let share =
          ((Double(column) - from.0) * dx + (Double(row) - from.1) * dy) / (dx * dx + dy * dy)
        let part = min(max(share, 0), 1)
        let (ex, ey) = (
          Double(column) - from.0 - part * dx, Double(row) - from.1 - part * dy
        )
        least = min(least, (ex * ex + ey * ey).squareRoot())
      }
      let coverage = min(max(width / 2 - least + 0.5, 0), 1)
      bytes.append(UInt8((Double(paper) + (Double(ink) - Double(paper)) * coverage).rounded()))
    }
  }
  return try RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
}

/// How much two prepared digits have in common when both are smoothed, 1 for the same: a pixel's difference of
/// place counts little.
func likeness(_ first: [UInt8], _ second: [UInt8]) -> Double {
  let (a, b) = (smoothed(first), smoothed(second))
  let product = zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 }
  let squares = [a, b].map { $0.reduce(0.0) { $0 + $1 * $1 } }
  return product / max((squares[0] * squares[1]).squareRoot(), 1)
}

private func smoothed(_ pixels: [UInt8]) -> [Double] {
  var result = [Double](repeating: 0, count: 784)
  for place in 0..<784 {
    for down in max(place / 28 - 1, 0)...min(place / 28 + 1, 27) {
      for right in max(place % 28 - 1, 0)...min(place % 28 + 1, 27) {
        result[down * 28 + right] += Double(pixels[place])
      }
    }
  }
  return result
}

/// A grey picture in two colours: its darkness goes from those of the paper to those of the ink, 0 to 255, the light
/// from `light` at the left to 1 at the right.
func coloured(
  _ grey: RasterImage, ink: SIMD3<Double>, paper: SIMD3<Double>, light: Double = 1
) throws -> RasterImage {
  let (least, most) = (Double(grey.bytes.min() ?? 0), Double(grey.bytes.max() ?? 255))
  let bytes = grey.bytes.enumerated().flatMap { place, value in
    let share = (Double(value) - least) / max(most - least, 1)
    let lit = light + (1 - light) * Double(place % grey.columns) / Double(grey.columns)
    let colour = lit * (ink + (paper - ink) * share)
    return (0..<3).map { UInt8(colour[$0].rounded()) }
  }
  return try RasterImage(rows: grey.rows, columns: grey.columns, channels: .rgb, bytes: bytes)
}

/// A picture as a camera sees the world: a blue sky, a green field and a red house, all of them shaded.
func scene(rows: Int = 32, columns: Int = 32, number: Int = 0) throws -> RasterImage {
  let horizon = rows / 3 + number % max(rows / 4, 1)
  let house = columns / 8 + number % max(columns / 2, 1)
  var bytes: [UInt8] = []
  for row in 0..<rows {
    for column in 0..<columns {
      let shade = 0.6 + 0.4 * Double((row * 5 + column * 3 + number * 7) % 32) / 32
      let isHouse = abs(row - horizon) < rows / 5 && house..<house + columns / 4 ~= column
      let colour =
        isHouse
        ? SIMD3(190.0, 60, 40) : row < horizon ? SIMD3(110.0, 160, 230) : SIMD3(70.0, 140, 50)
      for channel in 0..<3 { bytes.append(UInt8(colour[channel] * shade)) }
    }
  }
  return try RasterImage(rows: rows, columns: columns, channels: .rgb, bytes: bytes)
}
