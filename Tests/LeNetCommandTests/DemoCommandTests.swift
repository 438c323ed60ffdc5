import Foundation
import LeNet
import LeNetText
import Testing

@Suite("lenet demo")
struct DemoCommandTests {
  @Test("It trains on the digits built in, tells the accuracies and draws digits")
  func text() throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(["demo", "--epochs", "1"], in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty)
    for words in [
      "55,000 training", "test accuracy 9", "class  images", "Read right:", "Read wrong:",
      " read as ",
      "█", "Try next:", "lenet evaluate",
    ] {
      #expect(result.output.contains(words), "\(words) in \(result.output)")
    }
    #expect(folder.names(in: "").isEmpty)
  }

  @Test("In a terminal digits are grey half blocks and the line is redrawn")
  func terminal() throws {
    let terminal = try PseudoTerminal(columns: 80)
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["demo", "--epochs", "1", "--seed", "7", "--output", "run"], in: folder.path,
      environment: ["TERM": "xterm-256color"], output: terminal.program, errors: terminal.program)
    #expect(result.status == 0)
    let record = try JSON(reading: Array(folder.bytes("run/run.json") ?? Data()))
    #expect(record["seed"] == .integer(7) && record["epochs"] == .integer(1))
    let text = try terminal.close()
    #expect(text.contains("▀") && text.contains("\u{1B}[38;5;"))
    #expect(text.contains("\repoch 1/1"))
  }
}
