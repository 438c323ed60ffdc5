import Foundation
import Testing

@Suite("Where the output goes")
struct OutputTests {
  @Test(
    "A closed pipe ends a command quietly",
    arguments: [
      ["list", "recipes"], ["summary", "lenet5-keras"], ["--help"], ["completions", "zsh"],
    ])
  func closedPipe(arguments: [String]) throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let result = try LeNetProcess.run(arguments, output: pipe.fileHandleForWriting)
    #expect(result.status == 141)
    #expect(result.errors.isEmpty)
  }

  @Test(
    "A full disk behind standard output is said and does not lose the run",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func fullOutput() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let listing = try LeNetProcess.run(["list", "recipes"], output: full)
    #expect(listing.status == 1)
    #expect(listing.errors.hasPrefix("lenet: error: standard output cannot be written"))
    let run = try LeNetProcess.run(
      fixture.trainOptions + ["--output", "run"], in: folder.path, output: full)
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("lenet: error: standard output cannot be written"))
    #expect(
      folder.bytes("run/model.safetensors") == FileManager.default.contents(atPath: fixture.model))
  }

  @Test("A terminal shows one line that is redrawn and taken away at the end")
  func liveLine() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(columns: 90)
    let result = try LeNetProcess.run(
      [
        "train", "--data", fixture.data, "--epochs", "60", "--batch-size", "10", "--output", "run",
      ], in: folder.path, environment: ["TERM": "xterm"], errors: terminal.program)
    #expect(result.status == 0)
    let text = try terminal.close()
    #expect(text.contains("\repoch "))
    #expect(text.contains("images/s") && text.contains(" left"))
    #expect(text.hasSuffix("\r\u{1B}[K"))
    for line in text.split(separator: "\r") {
      #expect(line.replacing("\u{1B}[K", with: "").count < 90)
    }
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test("NO_COLOR takes the colour from an error", arguments: [nil, "1"])
  func noColour(value: String?) throws {
    let terminal = try PseudoTerminal()
    var environment = ["TERM": "xterm"]
    environment["NO_COLOR"] = value
    let result = try LeNetProcess.run(
      ["list", "nothing"], environment: environment, errors: terminal.program)
    #expect(result.status == 2)
    #expect(try terminal.close().contains("\u{1B}[31m") == (value == nil))
  }
}
