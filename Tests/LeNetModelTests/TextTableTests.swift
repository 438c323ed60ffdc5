import LeNetModel
import LeNetText
import Testing

@Suite("Tables of plain text")
struct TextTableTests {
  @Test("Columns are as wide as their longest cell and lines have no blanks at their ends")
  func lines() {
    var table = TextTable(columns: [.init("layer"), .init("parameters", .right), .init("note")])
    table.addRow(["C1", "156"])
    table.addRow(["output-of-all", "48,120", "x"])
    #expect(
      table.lines() == [
        "layer          parameters  note",
        "-------------------------------",
        "C1                    156",
        "output-of-all      48,120  x",
      ])
  }

  @Test("A table without rows shows its titles")
  func empty() {
    #expect(TextTable(columns: [.init("a"), .init("b")]).lines() == ["a  b", "----"])
  }
}
