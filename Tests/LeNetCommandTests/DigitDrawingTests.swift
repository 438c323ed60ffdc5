import LeNetCommand
import Testing

@Suite("Digits drawn with characters")
struct DigitDrawingTests {
  private static let colour = Terminal(
    isInteractive: true, columns: 80, showsColour: true, showsUnicode: true)
  private static let ascii = Terminal(
    isInteractive: false, columns: 80, showsColour: false, showsUnicode: false)

  @Test("Half blocks carry two pixels, background black and ink white")
  func halfBlocks() {
    let drawing = DigitDrawing(rows: 2, columns: 2, pixels: [0, 255, 128, 128])
    #expect(
      drawing.lines(on: Self.colour) == [
        "\u{1B}[38;5;16;48;5;244m▀\u{1B}[38;5;231;48;5;244m▀\u{1B}[0m"
      ])
  }

  @Test("Every grey value has a colour between black and white")
  func greys() {
    let pixels = (0...255).map { UInt8($0) }
    let lines = DigitDrawing(rows: 1, columns: 256, pixels: pixels).lines(on: Self.colour)
    let greys = lines.joined().split(separator: "\u{1B}[38;5;").compactMap {
      Int($0.prefix { $0.isNumber })
    }
    #expect(greys.first == 16 && greys.last == 231)
    #expect(greys.dropFirst().dropLast() == Array(232...255)[...])
  }

  @Test("Without colour a character is as dark as the mean of its two pixels")
  func shades() {
    let drawing = DigitDrawing(rows: 3, columns: 3, pixels: [0, 255, 255, 0, 255, 0, 0, 0, 255])
    #expect(drawing.lines(on: .plain) == [" █▒", "  ▒"])
    #expect(drawing.lines(on: Self.ascii) == [" @+", "  +"])
  }

  @Test("A border is cut where the picture is large enough")
  func cropped() {
    let drawing = DigitDrawing(rows: 4, columns: 4, pixels: (0..<16).map { $0 == 5 ? 255 : 0 })
    #expect(drawing.cropped(border: 1).lines(on: Self.ascii) == ["+ "])
    #expect(drawing.cropped(border: 2).rows == 4)
  }

  @Test("Doubled, a character shows one pixel")
  func doubled() {
    let drawing = DigitDrawing(rows: 3, columns: 2, pixels: [0, 255, 255, 0, 0, 255])
    #expect(drawing.doubled.lines(on: .plain) == ["  ██", "██  ", "  ██"])
  }
}
