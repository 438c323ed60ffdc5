import Foundation
import LeNetCommand
import Testing

@Suite("What a terminal shows")
struct TerminalTests {
  @Test(
    "The locale tells whether characters outside ASCII come out",
    arguments: [
      ([:], false), (["LANG": "en_US.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
      (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false),
      (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    ] as [([String: String], Bool)])
  func unicode(environment: [String: String], isShown: Bool) {
    #expect(Terminal(descriptor: -1, environment: { environment[$0] }).showsUnicode == isShown)
  }

  @Test("What is no terminal has no colour and 80 columns unless COLUMNS says else")
  func plain() {
    let terminal = Terminal(descriptor: -1, environment: { _ in nil })
    #expect(!terminal.isInteractive && !terminal.showsColour)
    #expect(terminal.columns == 80)
    #expect(Terminal(descriptor: -1, environment: { $0 == "COLUMNS" ? "47" : nil }).columns == 47)
    #expect(terminal.paint("x", .red) == "x")
  }

  @Test(
    "Colour is shown on a terminal unless NO_COLOR or TERM says else",
    arguments: [
      ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
    ] as [([String: String], Bool)])
  func colour(environment: [String: String], isShown: Bool) throws {
    let terminal = try PseudoTerminal()
    let found = Terminal(
      descriptor: terminal.program.fileDescriptor, environment: { environment[$0] })
    #expect(found.showsColour == isShown)
    #expect(found.paint("x", .red) == (isShown ? "\u{1B}[31mx\u{1B}[0m" : "x"))
  }

  @Test("Lines are broken between words on a terminal, and left alone in files and pipes")
  func wrapped() {
    let terminal = Terminal(
      isInteractive: true, columns: 24, showsColour: false, showsUnicode: true)
    #expect(
      terminal.wrapped("one two three four five six seven eight")
        == "one two three four five\n  six seven eight")
    // A value continues below the value, and after a margin.
    #expect(
      terminal.wrapped("  rate  0.1 in all epochs but the last")
        == "  rate  0.1 in all\n        epochs but the\n        last")
    #expect(
      terminal.wrapped("  a margin of two and no value")
        == "  a margin of two and no\n    value")
    #expect(
      terminal.wrapped("digest  0123456789abcdef01234") == "digest\n  0123456789abcdef01234")
    #expect(terminal.wrapped("short") == "short")
    let label = "\u{1B}[31merror:\u{1B}[0m "
    #expect(
      terminal.wrapped("one two three four five", after: label)
        == label + "one two three\n  four five")
    // Just as wide as the terminal.
    #expect(terminal.wrapped("one two three six", after: label) == label + "one two three six")
    #expect(Terminal.plain.wrapped(String(repeating: "word ", count: 40)).contains("\n") == false)
  }
}
