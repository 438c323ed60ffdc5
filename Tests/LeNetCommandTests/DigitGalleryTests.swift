import LeNetCommand
import Testing

@Suite("Digits side by side")
struct DigitGalleryTests {
  private static func gallery(_ count: Int) -> DigitGallery {
    DigitGallery(
      items: (0..<count).map { index in
        let drawing = DigitDrawing(
          rows: 4, columns: 3, pixels: [UInt8](repeating: 255, count: 12))
        return .init(drawing: drawing, caption: "no. \(index)", colour: .red)
      })
  }

  @Test("Each digit has its words under it")
  func row() {
    #expect(Self.gallery(2).lines(on: .plain) == ["███    ███", "███    ███", "no. 0  no. 1"])
  }

  @Test("What does not fit the width goes to the next row", arguments: 1...40)
  func wraps(columns: Int) {
    var terminal = Terminal.plain
    terminal.columns = columns
    let lines = Self.gallery(5).lines(on: terminal)
    let perRow = max(1, (columns + 2) / 7)
    #expect(lines.count == 4 * ((5 + perRow - 1) / perRow) - 1)
    #expect(lines.allSatisfy { $0.count <= max(columns, 5) })
  }

  @Test("No digits, no lines")
  func empty() {
    #expect(Self.gallery(0).lines(on: .plain).isEmpty)
  }
}
