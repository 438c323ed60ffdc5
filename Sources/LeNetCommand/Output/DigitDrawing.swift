/// A grey picture in characters, two rows of pixels per line.
package struct DigitDrawing: Sendable {
  package let rows: Int
  package let columns: Int
  /// Grey values from background 0 to ink 255, row by row.
  private let pixels: [UInt8]

  package init(rows: Int, columns: Int, pixels: [UInt8]) {
    precondition(rows >= 0 && columns >= 0 && pixels.count == rows * columns, "one byte a pixel")
    self.rows = rows
    self.columns = columns
    self.pixels = pixels
  }

  /// The picture without `border` pixels at each side; unchanged if it is too small for that.
  package func cropped(border: Int) -> DigitDrawing {
    guard rows > 2 * border, columns > 2 * border else { return self }
    let inner = (border..<rows - border).flatMap { row in
      pixels[(row * columns + border)..<((row + 1) * columns - border)]
    }
    return DigitDrawing(rows: rows - 2 * border, columns: columns - 2 * border, pixels: inner)
  }

  /// The picture with each pixel doubled in both directions, so that a character shows only one.
  package var doubled: DigitDrawing {
    let wide = (0..<rows).map { row in
      (0..<2 * columns).map { pixels[row * columns + $0 / 2] }
    }
    return DigitDrawing(
      rows: 2 * rows, columns: 2 * columns, pixels: wide.flatMap { $0 + $0 })
  }

  /// The picture at half its size, with means of four pixels; omits an odd last row or column.
  package var halved: DigitDrawing {
    let (rows, columns) = (rows / 2, columns / 2)
    return DigitDrawing(
      rows: rows, columns: columns,
      pixels: (0..<rows * columns).map { place in
        let (row, column) = (2 * (place / columns), 2 * (place % columns))
        let sum = [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(2) {
          $0 + Int(pixel(row + $1.0, column + $1.1))
        }
        return UInt8(sum / 4)
      })
  }

  /// Grey half blocks on a terminal with colour, else shades, else ASCII.
  package func lines(on terminal: Terminal) -> [String] {
    stride(from: 0, to: rows, by: 2).map { row in
      if terminal.showsColour && terminal.showsUnicode { return halfBlocks(row) }
      return shades(row, terminal.showsUnicode ? DigitDrawing.blocks : DigitDrawing.letters)
    }
  }

  private static let blocks: [Character] = [" ", "░", "▒", "▓", "█"]
  private static let letters: [Character] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]

  /// The upper pixel is the character's foreground colour, the lower one its background.
  private func halfBlocks(_ row: Int) -> String {
    var line = ""
    var last = ""
    for column in 0..<columns {
      let upper = DigitDrawing.grey(pixel(row, column))
      let lower = DigitDrawing.grey(pixel(row + 1, column))
      let colours = "\u{1B}[38;5;\(upper);48;5;\(lower)m"
      line += (colours == last ? "" : colours) + "▀"
      last = colours
    }
    return line + "\u{1B}[0m"
  }

  private func shades(_ row: Int, _ ramp: [Character]) -> String {
    String(
      (0..<columns).map { column in
        let value = (Int(pixel(row, column)) + Int(pixel(row + 1, column)) + 1) / 2
        return ramp[(value * (ramp.count - 1) + 127) / 255]
      })
  }

  /// The pixel at a place; background below an odd last row.
  private func pixel(_ row: Int, _ column: Int) -> UInt8 {
    row < rows ? pixels[row * columns + column] : 0
  }

  /// The 24 greys of the 256-colour table begin at 232; its black is 16 and its white 231.
  private static func grey(_ value: UInt8) -> Int {
    switch value {
    case 0..<8: 16
    case 248...: 231
    default: 232 + Int(value - 8) / 10
    }
  }
}
