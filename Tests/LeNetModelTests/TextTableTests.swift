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

  @Test("A table that is too wide is folded, each part behind the first column, and nothing is cut")
  func folded() {
    var table = TextTable(columns: [
      .init("run"), .init("recipe"), .init("test", .right), .init("state"),
    ])
    table.addRow(["first", "pytorch", "99.22 %", "done"])
    table.addRow(["2", "d2l", "9 %", "interrupted"])
    #expect(table.lines(within: 80) == table.lines())
    #expect(
      table.lines(within: 24) == [
        "run    recipe      test", "-----------------------", "first  pytorch  99.22 %",
        "2      d2l          9 %", "", "run    state", "------------------", "first  done",
        "2      interrupted",
      ])
    // A column that is wider than the screen stands alone behind the first.
    #expect(table.lines(within: 5).filter { $0.isEmpty }.count == 2)
    for width in 18...60 {
      #expect(table.lines(within: width).allSatisfy { $0.count <= width }, "\(width)")
    }
  }

  @Test("Names of more than half of the width lose their middle")
  func longNames() {
    var table = TextTable(columns: [.init("run"), .init("test", .right), .init("state")])
    table.addRow([String(repeating: "a", count: 60) + "-seed-1", "99.22 %", "done"])
    #expect(table.lines().contains { $0.contains("aaa-seed-1") && $0.count > 67 })
    let lines = table.lines(within: 40)
    #expect(lines.count == 3 && lines.allSatisfy { $0.count <= 40 }, "\(lines)")
    #expect(lines[2].hasPrefix("aaaaaaaaaa…aa-seed-1  99.22 %"), "\(lines)")
    #expect(TextTable.shortened("abcdefgh", to: 5) == "ab…gh")
    #expect(TextTable.shortened("short", to: 5) == "short")
  }
}
