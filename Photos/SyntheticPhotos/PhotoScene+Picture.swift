public import LeNetImages
public import LeNetRandom
import LeNetElementary

extension PhotoScene {
  /// The uncompressed photo; without ink a blank sheet.
  public func picture(of field: InkField?, from stream: inout RandomStream) -> RasterImage {
    let size = Float(min(rows, columns))
    let square = extent * size
    let angle = Double(rotation) * Double.pi / 180
    let (cosine, sine) = (Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
    let shadowAngle = Double(shadow?.angle ?? 0) * Double.pi / 180
    let (across, down) = (
      Float(Elementary.cos(shadowAngle)), Float(Elementary.sin(shadowAngle))
    )
    var planes = [[Float]](repeating: [Float](repeating: 0, count: rows * columns), count: 3)
    let lineInk = paper + (SIMD3(0.25, 0.45, 0.75) * paper - paper)
    for row in 0..<rows {
      let v = (Float(row) + 0.5) / Float(rows)
      for column in 0..<columns {
        let u = (Float(column) + 0.5) / Float(columns)
        // From the picture to the sheet: perspective, then rotation about the ink's centre.
        let depth = 1 + perspective.x * (u - 0.5) + perspective.y * (v - 0.5)
        let (x, y) = (
          (Float(column) + 0.5 - centre.x * Float(columns)) / depth,
          (Float(row) + 0.5 - centre.y * Float(rows)) / depth
        )
        let sheetX = (x * cosine + y * sine) / square + 0.5
        let sheetY = (y * cosine - x * sine) / square + 0.5
        var colour = paper
        if let ruling {
          var coverage = Self.line(sheetY, ruling, square)
          if ruling.isSquared { coverage = max(coverage, Self.line(sheetX, ruling, square)) }
          colour += (lineInk - paper) * (coverage * ruling.strength)
        }
        if let field {
          let reach = (field.distance(x: sheetX, y: sheetY) + pen) * square
          let coverage = min(max(reach + 0.5, 0), 1)
          colour += (ink - colour) * coverage
        }
        let top = light[0] + (light[1] - light[0]) * u
        let bottom = light[2] + (light[3] - light[2]) * u
        var brightness = top + (bottom - top) * v
        if let shadow {
          // An edge of a hundredth of the picture.
          let side = ((u - 0.5) * across + (v - 0.5) * down - shadow.place) / 0.01
          brightness *= 1 - (1 - shadow.light) * min(max(side + 0.5, 0), 1)
        }
        let place = row * columns + column
        for channel in 0..<3 { planes[channel][place] = colour[channel] * brightness * 255 }
      }
    }
    let radius = Int((blur * size).rounded())
    if radius > 0 {
      for channel in 0..<3 {
        planes[channel] = Self.blurred(planes[channel], rows, columns, radius)
      }
    }
    var bytes = [UInt8](repeating: 0, count: rows * columns * 3)
    for place in 0..<rows * columns {
      let grain = noise > 0 ? noise * Self.bell(&stream) : 0
      for channel in 0..<3 {
        // Half of a camera's noise is common to the colours.
        let own = noise > 0 ? noise * 0.5 * Self.bell(&stream) : 0
        bytes[place * 3 + channel] = UInt8(
          min(max((planes[channel][place] + grain + own).rounded(), 0), 255))
      }
    }
    // Its sizes are its own.
    guard
      let image = try? RasterImage(rows: rows, columns: columns, channels: .rgb, bytes: bytes)
    else { preconditionFailure("a photo of \(rows) x \(columns) pixels has \(bytes.count) bytes") }
    return image
  }

  /// The share of a pixel that a ruled line covers.
  private static func line(
    _ place: Float,
    _ ruling: (distance: Float, place: Float, width: Float, strength: Float, isSquared: Bool),
    _ square: Float
  ) -> Float {
    let step = place / ruling.distance + ruling.place
    let away = abs(step - step.rounded()) * ruling.distance * square
    let half = max(ruling.width * ruling.distance * square / 2, 0.4)
    return min(max(half - away + 0.5, 0), 1)
  }

  /// The centred sum of four uniform numbers: nearly normal, standard deviation 1.
  private static func bell(_ stream: inout RandomStream) -> Float {
    let word = stream.next()
    let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
    return (Float(sum) / 65_535 - 2) * 1.7320508
  }

  /// Two box blurs along rows and columns.
  private static func blurred(
    _ values: [Float], _ rows: Int, _ columns: Int, _ radius: Int
  ) -> [Float] {
    var result = values
    for _ in 0..<2 {
      result = boxed(result, count: columns, lines: rows, step: 1, pitch: columns, radius)
      result = boxed(result, count: rows, lines: columns, step: columns, pitch: 1, radius)
    }
    return result
  }

  private static func boxed(
    _ values: [Float], count: Int, lines: Int, step: Int, pitch: Int, _ radius: Int
  ) -> [Float] {
    var result = values
    let weight = 1 / Float(2 * radius + 1)
    for line in 0..<lines {
      func value(_ index: Int) -> Float {
        values[line * pitch + min(max(index, 0), count - 1) * step]
      }
      var sum: Float = 0
      for index in -radius...radius { sum += value(index) }
      for index in 0..<count {
        result[line * pitch + index * step] = sum * weight
        sum += value(index + radius + 1) - value(index - radius)
      }
    }
    return result
  }
}

extension InkField {
  /// The field alone, white on black.
  public func picture(side: Int) -> RasterImage {
    var bytes: [UInt8] = []
    for row in 0..<side {
      for column in 0..<side {
        let reach = distance(
          x: (Float(column) + 0.5) / Float(side), y: (Float(row) + 0.5) / Float(side))
        bytes.append(UInt8(min(max(reach * Float(side) + 0.5, 0), 1) * 255))
      }
    }
    guard let image = try? RasterImage(rows: side, columns: side, channels: .grey, bytes: bytes)
    else { preconditionFailure("\(bytes.count) bytes for \(side) x \(side) pixels") }
    return image
  }
}
