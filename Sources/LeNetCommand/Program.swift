import ArgumentParser
import LeNetFiles
import LeNetText

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The program: reads the arguments, runs the command and reports errors.
public enum Program {
  /// Runs the program and ends the process.
  public static func main() -> Never { exit(run()) }

  /// Runs the program; returns its exit status.
  public static func run() -> Int32 {
    StandardDescriptors.fillClosed()
    Interruption.ignoreClosedPipes()
    do {
      // A shell asks for the completions of a word that may still be empty.
      if Arguments.given.first != "---completion" { try EmptyArgument.refuse(in: Arguments.given) }
      var command = try LeNetTool.parseAsRoot(
        EarlierNames.replaced(in: Arguments.given))
      try AddressSpace.check()
      try run(&command)
      return ExitStatus.success
    } catch {
      return report(error)
    }
  }

  /// Whether the arguments ask for JSON, also where they cannot be understood otherwise.
  private static var asksForJSON: Bool {
    Arguments.given.prefix { $0 != "--" }.contains("--json")
  }

  /// Runs the command; wrong options that it finds only then get no hint at the help.
  private static func run(_ command: inout any ParsableCommand) throws {
    do {
      try command.run()
    } catch let error as ValidationError {
      throw CommandFailure.wrongUse(error.message)
    }
  }

  /// Prints an error and returns its exit status; help and version are "errors" of the parser too.
  private static func report(_ error: any Error) -> Int32 {
    if error is CommandFailure || error is OutputError {
      return ErrorReport(error).print(asJSON: asksForJSON)
    }
    let code = LeNetTool.exitCode(for: error)
    guard code.isSuccess || code == .validationFailure else {
      return ErrorReport(error).print(asJSON: asksForJSON)
    }
    let message = LeNetTool.message(for: error)
    let isUnknownHelp = Arguments.given.first == "help" && unknownCommand != nil
    guard code.isSuccess, !isUnknownHelp else {
      let usage =
        unknownCommand ?? dashedFile
        ?? OptionSuggestion.replaced(
          in: message, options: LeNetTool.named(in: Arguments.given).optionNames)
      return ErrorReport(usage: usage, hint: hint(error)).print(asJSON: asksForJSON)
    }
    do {
      let help = withShortUsage(message)
      try OutputStream.standard.write(help.hasSuffix("\n") ? help : help + "\n")
      return ExitStatus.success
    } catch {
      return ErrorReport(error).print(asJSON: asksForJSON)
    }
  }

  /// The help with `[<options>]` for the options that may be left out, where the line of the arguments is long.
  private static func withShortUsage(_ help: String) -> String {
    guard let line = help.firstMatch(of: #/(?m)^USAGE: .+$/#)?.output, line.count > 80 else {
      return help
    }
    return help.replacing(
      line, with: line.replacing(#/ \[-[^\]]*\]/#, with: "") + " [<options>]", maxReplacements: 1)
  }

  /// That there is no such command, where that is why the arguments were not understood.
  private static var unknownCommand: String? {
    var command: any ParsableCommand.Type = LeNetTool.self
    let words = Arguments.given.prefix { !$0.hasPrefix("-") }
    for word in words.first == "help" ? words.dropFirst() : words {
      let names = command.configuration.subcommands.map { $0._commandName }
      if names.isEmpty { return nil }
      guard let place = names.firstIndex(of: word) else {
        let meant = didYouMean(word, among: names)
        // With a command for all other words, only a mistyped name is one, and no path that exists.
        guard
          command.configuration.defaultSubcommand == nil
            || !meant.isEmpty && PathKind(word) == .nothing
        else { return nil }
        return "\(command._commandName) has no command '\(word)'\(meant)"
      }
      command = command.configuration.subcommands[place]
    }
    return nil
  }

  /// How to name a file that begins with a dash, where one is given.
  private static var dashedFile: String? {
    Arguments.given.prefix { $0 != "--" }
      .first { $0.count > 1 && $0.hasPrefix("-") && PathKind($0) != .nothing }
      .map { "\($0) is read as an option; for the file of that name write ./\($0)" }
  }

  /// The parser's last line, which names the help of the command.
  private static func hint(_ error: any Error) -> String? {
    let lines = LeNetTool.fullMessage(for: error).split(separator: "\n")
    guard let last = lines.last(where: { $0.contains("See '") }) else { return nil }
    return String(last.drop { $0 == " " })
  }
}
