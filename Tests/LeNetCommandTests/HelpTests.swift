import Foundation
import LeNetTestSupport
import Testing

@Suite("Help, version and completions")
struct HelpTests {
  static let commands = [
    "demo", "predict", "read", "train", "sweep", "evaluate", "import", "export", "summary", "list",
    "data",
    "runs",
    "runs list", "runs compare", "watch", "show", "bench", "completions",
  ]

  @Test("The help of every command is as it was agreed on", arguments: commands)
  func help(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let result = try LeNetProcess.run(words + ["--help"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("EXAMPLES"))
    #expect(result.lines.allSatisfy { $0.count <= 100 })
    try Snapshot.expect(result.output, matches: "help-\(words.joined(separator: "-"))")
  }

  @Test("A terminal of 80 columns breaks no example", arguments: commands + [""])
  func narrow(command: String) throws {
    let discussions = try ["80", "200"].map { columns in
      let result = try LeNetProcess.run(
        command.split(separator: " ").map(String.init) + ["--help"],
        environment: ["COLUMNS": columns])
      let end = result.lines.firstIndex { $0.hasPrefix("USAGE:") } ?? 0
      let start = result.lines.firstIndex(of: "") ?? 0
      return Array(result.lines[start..<max(start, end)])
    }
    #expect(discussions[0].contains("EXAMPLES") && discussions[0] == discussions[1])
    #expect(discussions[1].allSatisfy { $0.count <= 78 }, "\(discussions[1])")
  }

  @Test("The program alone shows what it can do", arguments: [[], ["--help"], ["help"]])
  func root(arguments: [String]) throws {
    let result = try LeNetProcess.run(arguments)
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "help")
  }

  @Test("The program alone names every command that takes --json")
  func jsonCommands() throws {
    func subcommands(_ words: [String]) throws -> (names: [String], takesJSON: Bool) {
      let lines = try LeNetProcess.run(words + ["--help"]).lines
      let list = lines.drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { !$0.isEmpty }
      let names = list.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        .map { String($0.dropFirst(2).prefix { $0 != " " }) }
      return (names, lines.contains { $0.hasPrefix("  --json") })
    }
    var named: [String] = []
    for command in Self.commands where !command.contains(" ") {
      let own = try subcommands([command])
      let inside = try own.names.filter { try subcommands([command, $0]).takesJSON }
      // One that alone of many takes it is named itself.
      if own.takesJSON || inside.count > 1 {
        named.append(command)
      } else if let only = inside.first {
        named.append("\(command) \(only)")
      }
    }
    let text = try LeNetProcess.run([]).output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    let sentence = try #require(text.firstMatch(of: /--help; ([a-z, ]+) take --json\./)).output.1
    let told = sentence.replacingOccurrences(of: " and ", with: ", ").components(separatedBy: ", ")
    #expect(told.sorted() == named.sorted())
  }

  @Test("The version is one line")
  func version() throws {
    let result = try LeNetProcess.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output == "0.2.0\n")
  }

  @Test("Every shell gets a script that knows the commands", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let result = try LeNetProcess.run(["completions", shell])
    #expect(result.status == 0 && result.errors.isEmpty)
    for command in Self.commands where !command.contains(" ") {
      #expect(result.output.contains(command))
    }
    #expect(result.output.contains("cifar10"))
  }

  @Test(
    "Commands are proposed after help, too",
    arguments: [
      ([], "data"), (["data"], "convert"), (["runs"], "compare"), (["data", "list"], ""),
    ])
  func proposalsAfterHelp(words: [String], expected: String) throws {
    let line = (["lenet", "help"] + words).joined(separator: " ")
    let script = """
      source <("$LENET" completions bash)
      COMP_LINE='\(line) ' COMP_WORDS=(\(line) '') COMP_CWORD=\(words.count + 2)
      COMP_POINT=${#COMP_LINE}
      _lenet
      printf '%s ' ${COMPREPLY[@]}
      """
    let proposed = try LeNetProcess.shell(
      "bash -c '\(script.replacing("'", with: "'\\''"))'", in: TemporaryFolder())
    let names = proposed.split(separator: " ").map(String.init)
    #expect(expected.isEmpty ? names.isEmpty : names.contains(expected), "\(names)")
  }

  @Test(
    "Values are proposed after their options",
    arguments: [
      (["runs", "--sort"], "", ["test", "name"]), (["runs", "list", "--sort"], "te", ["test"]),
      (["runs", "somewhere", "--sort"], "", ["test"]), (["runs", "--so"], nil, ["--sort"]),
      (["runs"], "", ["compare"]),
      (["sweep", "--vary"], "learning", ["learning-rate="]),
      (["train", "--freeze"], "C", ["C1", "C3"]),
      (["train", "--architecture", "lenet1", "--freeze"], "S", ["S2", "S4"]),
      (["show", "neuron"], "C", ["C1", "C3"]),
    ] as [([String], String?, [String])])
  func proposedValues(words: [String], begun: String?, expected: [String]) throws {
    let line = ["lenet"] + words + (begun.map { [$0] } ?? [])
    let quoted = line.map { "\"\($0)\"" }.joined(separator: " ")
    let script = """
      PATH="$(dirname "$LENET"):$PATH"; source <("$LENET" completions bash)
      COMP_LINE="\(line.joined(separator: " "))" COMP_WORDS=(\(quoted)) COMP_CWORD=\(line.count - 1)
      COMP_POINT=${#COMP_LINE}
      _lenet lenet "\(line.last ?? "")" "\(line.dropLast().last ?? "")"
      printf "%s " "${COMPREPLY[@]}"
      """
    let proposed = try LeNetProcess.shell("bash -c '\(script)'", in: TemporaryFolder())
    let names = proposed.split(separator: " ").map(String.init)
    #expect(Set(expected).isSubset(of: names), "\(names)")
    if let begun { #expect(names.allSatisfy { $0.hasPrefix(begun) }, "\(names)") }
  }

  @Test(
    "The line of the arguments is no longer than others",
    arguments: ["data convert", "data inspect", "show feature-maps", "show confusion", "sweep"])
  func usage(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let result = try LeNetProcess.run(words + ["--help"])
    let line = try #require(result.lines.first { $0.hasPrefix("USAGE: lenet \(command) ") })
    #expect(line.count <= 80 && line.hasSuffix(" [<options>]"), "\(line)")
  }

  private static let architectures = [
    "lenet5-pytorch", "lenet5-1998", "lenet5-1998-logistic", "lenet1", "lenet4", "lenet5-d2l",
    "lenet5-keras", "lenet-caffe", "lenet-bvlc", "lenet5-cifar10", "lenet-reader",
  ]

  private static let dataSets = [
    "mnist", "fashion-mnist", "kmnist", "emnist-byclass", "emnist-bymerge", "emnist-balanced",
    "emnist-letters", "emnist-digits", "emnist-mnist", "qmnist", "usps", "cifar10",
  ]

  @Test(
    "The help of a command's own commands is as it was agreed on",
    arguments: ["list", "fetch", "verify", "inspect", "show", "convert"])
  func dataHelp(command: String) throws {
    let result = try LeNetProcess.run(["data", command, "--help"])
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "help-data-\(command)")
  }

  @Test(
    "Names are proposed beside folders and files",
    arguments: [
      (["train", "--", "--data", "0", "0"], dataSets + ["runs/"]),
      (
        ["train", "--", "--architecture", "0", "0"],
        architectures
          + ["net.json", "runs/"]
      ),
      (
        ["summary", "--", "positional@0", "0", "0"],
        architectures
          + ["m.safetensors", "net.json", "runs/"]
      ),
    ])
  func proposals(arguments: [String], expected: [String]) throws {
    let folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: folder.path)
    try FileManager.default.createDirectory(
      at: root.appendingPathComponent("runs"), withIntermediateDirectories: false)
    for name in ["net.json", "m.safetensors", "notes.txt"] {
      try Data().write(to: root.appendingPathComponent(name))
    }
    let result = try LeNetProcess.run(
      ["---completion"] + arguments + ["lenet"], in: folder.path,
      environment: ["SAP_SHELL": "zsh"])
    #expect(result.lines.filter { !$0.allSatisfy(\.isWhitespace) } == expected, "\(result)")
  }
}
