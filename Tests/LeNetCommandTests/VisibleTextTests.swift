import LeNetCommand
import LeNetModel
import LeNetText
import Testing

@Suite("Texts as they are shown")
struct VisibleTextTests {
  @Test(
    "Control characters are written out",
    arguments: [
      ("plain, naïve 数", "plain, naïve 数"), ("a\nb\r\n\tc", #"a\nb\r\n\tc"#),
      ("\u{1B}[31m", #"\u{1B}[31m"#), ("\u{7}", #"\u{07}"#), ("\u{7F}\u{9B}", #"\u{7F}\u{9B}"#),
      ("\u{202E}x\u{2028}", #"\u{202E}x\u{2028}"#),
    ])
  func escapes(text: String, shown: String) {
    #expect(text.visible == shown)
  }

  @Test("A table counts what is shown")
  func table() {
    var table = TextTable(columns: [.init("a\n"), .init("b")])
    table.addRow(["\u{1B}", "x"])
    #expect(table.lines() == [#"a\n     b"#, "---------", #"\u{1B}  x"#])
  }

  @Test("Whole numbers have no fraction", arguments: [(25.0, "25"), (0.5, "0.5"), (-1, "-1")])
  func plain(value: Double, text: String) {
    #expect(NumberText.plain(value) == text)
  }
}
