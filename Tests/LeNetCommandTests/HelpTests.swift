import Testing

@Suite("Help, version and completions")
struct HelpTests {
  static let commands = ["demo", "train", "evaluate", "summary", "list", "completions"]

  @Test("The help of every command is as it was agreed on", arguments: commands)
  func help(command: String) throws {
    let result = try LeNetProcess.run([command, "--help"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("EXAMPLES"))
    #expect(result.lines.allSatisfy { $0.count <= 100 })
    try Snapshot.expect(result.output, matches: "help-\(command)")
  }

  @Test("The program alone shows what it can do", arguments: [[], ["--help"], ["help"]])
  func root(arguments: [String]) throws {
    let result = try LeNetProcess.run(arguments)
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "help")
  }

  @Test("The version is one line")
  func version() throws {
    let result = try LeNetProcess.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output == "0.1.0\n")
  }

  @Test("Every shell gets a script that knows the commands", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let result = try LeNetProcess.run(["completions", shell])
    #expect(result.status == 0 && result.errors.isEmpty)
    for command in Self.commands { #expect(result.output.contains(command)) }
    #expect(result.output.contains("lenet5-pytorch"))
    let same = try LeNetProcess.run(["--generate-completion-script", shell])
    #expect(same.output == result.output)
  }
}
