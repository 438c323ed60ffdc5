import LeNetElementary
import LeNetImages
import LeNetRandom

/// The paper under a row of digits, its light, and the camera.
struct RowPaper {
  private let brightness: Float
  private let contrast: Float
  private let isLight: Bool
  private let isBlurred: Bool
  private let noise: Float
  /// How much darker each pixel is than clear paper, `[row][column]`, in parts of the contrast.
  private let print: [Float]

  init(under canvas: RowCanvas, _ hand: RowHand, from stream: inout RandomStream) {
    brightness = hand.uniform(170, 255, &stream)
    contrast = hand.uniform(60, Double(brightness), &stream)
    isLight = stream.uniform() < 0.1
    isBlurred = stream.uniform() < 0.4
    noise = stream.uniform() < 0.5 ? hand.uniform(0, 10, &stream) * contrast / 200 : 0
    var print = [Float](repeating: 0, count: canvas.rows * canvas.columns)
    if stream.uniform() < 0.35 {
      for _ in 0...Int(stream.below(2)) {
        Self.addPattern(to: &print, canvas, hand, from: &stream)
      }
    }
    if stream.uniform() < 0.25 { Self.addRules(to: &print, canvas, hand, from: &stream) }
    if stream.uniform() < 0.25 { Self.addShade(to: &print, canvas, hand, from: &stream) }
    self.print = print
  }

  /// Fine lines all over, straight or waved, as on forms and cheques.
  private static func addPattern(
    to print: inout [Float], _ canvas: RowCanvas, _ hand: RowHand, from stream: inout RandomStream
  ) {
    let angle = stream.uniform(in: 0...Double.pi)
    let (cosine, sine) = (Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
    let period = hand.uniform(0.1, 0.35, &stream) * hand.height
    let strength = hand.uniform(0.05, 0.35, &stream)
    let share = hand.uniform(0.2, 0.6, &stream)
    let swing = stream.uniform() < 0.5 ? hand.uniform(0, 1, &stream) * period : 0
    let wave = hand.uniform(0.3, 2, &stream) * hand.height
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let (x, y) = (Float(column), Float(row))
        let along = y * cosine - x * sine
        var across = x * cosine + y * sine
        if swing > 0 {
          across += swing * Float(Elementary.sin(Double(along / wave * 2 * .pi)))
        }
        let phase = across / period
        let place = phase - phase.rounded(.down)
        if place < share { print[row * canvas.columns + column] += strength }
      }
    }
  }

  /// One or two lines under and above the row, from side to side.
  private static func addRules(
    to print: inout [Float], _ canvas: RowCanvas, _ hand: RowHand, from stream: inout RandomStream
  ) {
    let tilt = Float(stream.normal() * 0.015)
    let strength = hand.uniform(0.3, 0.9, &stream)
    let half = hand.uniform(0.01, 0.04, &stream) * hand.height
    let middle = Float(canvas.rows) / 2
    var lines = [middle + hand.uniform(0.42, 0.75, &stream) * hand.height]
    if stream.uniform() < 0.3 {
      lines.append(middle - hand.uniform(0.6, 0.9, &stream) * hand.height)
    }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let shift = tilt * (Float(column) - Float(canvas.columns) / 2)
        for line in lines {
          let cover = min(max(half - abs(Float(row) - line - shift) + 0.5, 0), 1)
          let place = row * canvas.columns + column
          print[place] = max(print[place], strength * cover)
        }
      }
    }
  }

  /// A darker part with a soft edge, or light that falls off.
  private static func addShade(
    to print: inout [Float], _ canvas: RowCanvas, _ hand: RowHand, from stream: inout RandomStream
  ) {
    let angle = stream.uniform(in: 0...2 * Double.pi)
    let (cosine, sine) = (Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
    let strength = hand.uniform(0.05, 0.4, &stream)
    let soft = hand.uniform(0.5, 4, &stream) * hand.height
    let place = hand.uniform(-0.4, 0.4, &stream) * Float(canvas.columns)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let (x, y) = (Float(column - canvas.columns / 2), Float(row - canvas.rows / 2))
        let depth = min(max((x * cosine + y * sine - place) / soft + 0.5, 0), 1)
        print[row * canvas.columns + column] += strength * depth
      }
    }
  }

  /// What the camera sees.
  func picture(of canvas: RowCanvas, from stream: inout RandomStream) -> RasterImage {
    let (rows, columns, ink) = (canvas.rows, canvas.columns, canvas.ink)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * columns + column
        var value = ink[place]
        if isBlurred, row > 0, row + 1 < rows, column > 0, column + 1 < columns {
          value =
            value / 2
            + (ink[place - 1] + ink[place + 1] + ink[place - columns] + ink[place + columns]) / 8
        }
        // Ink lies on the print.
        value = max(value, min(value + print[place] * (1 - value), 1))
        let grey =
          brightness - contrast * value + (noise > 0 ? noise * Float(stream.normal()) : 0)
        let byte = UInt8(min(max(grey, 0), 255))
        bytes.append(isLight ? 255 - byte : byte)
      }
    }
    guard
      let picture = try? RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
    else { preconditionFailure("a row of \(rows) x \(columns) pixels") }
    return picture
  }
}
