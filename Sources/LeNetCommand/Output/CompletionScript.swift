import ArgumentParser

/// A shell's completion script: that of the argument parser, which leaves out the commands after `help`.
struct CompletionScript {
  let text: String

  init(for shell: CompletionShell) {
    let script = LeNetTool.completionScript(for: shell)
    let commands = Self.subcommands(of: LeNetTool.self, after: [])
    switch shell {
    case .bash:
      text = Self.withDefaults(
        Self.inserting(Self.bash(commands), atEndOf: "_lenet_help() {", in: script))
    case .zsh:
      let parts = script.split(separator: "'*:subcommands:'", maxSplits: 1)
      text =
        parts.count == 2
        ? Self.inserting(
          Self.zsh(commands), before: "_lenet_help() {",
          in: parts.joined(separator: "'*:subcommands:{__lenet_help_words}'"))
        : script
    default:
      text = script + "\n" + Self.fish(commands)
    }
  }

  /// The bash script with the options of the command that stands for another one without its name: `lenet runs
  /// --sort` is `lenet runs list --sort`.
  private static func withDefaults(_ script: String) -> String {
    var result = script
    for command in LeNetTool.configuration.subcommands {
      guard let usual = command.configuration.defaultSubcommand else { continue }
      let function = "_lenet_" + command._commandName
      let names = command.configuration.subcommands.map { $0._commandName }
        .joined(separator: "|")
      let lines = """

        \(function)() {
            case "${unparsed_words[0]}" in
            ''|\(names)) ;;
            *)
                if [[ "${#unparsed_words[@]}" -gt 1 || "${cur}" = -* ]]; then
                    \(function)_\(usual._commandName)
                    return
                fi
                ;;
            esac

        """
      result = result.replacing("\n\(function)() {\n", with: lines)
    }
    return result
  }

  /// The names that may follow the words after `help`.
  private typealias Follower = (words: String, names: [String])

  private static func subcommands(
    of command: any ParsableCommand.Type, after words: [String]
  ) -> [Follower] {
    var names: [String] = []
    var followers: [Follower] = []
    for subcommand in command.configuration.subcommands
    where subcommand.configuration.shouldDisplay {
      names.append(subcommand._commandName)
      followers += Self.subcommands(of: subcommand, after: words + [subcommand._commandName])
    }
    return names.isEmpty ? [] : [(words.joined(separator: " "), names)] + followers
  }

  private static func bash(_ commands: [Follower]) -> String {
    let cases = commands.map { command in
      """
          '\(command.words)')
              __lenet_add_completions -W $'\(command.names.joined(separator: "\\n"))'
              ;;

      """
    }
    return "    case \"${COMP_WORDS[*]:2:COMP_CWORD-2}\" in\n\(cases.joined())    esac\n"
  }

  private static func zsh(_ commands: [Follower]) -> String {
    let cases = commands.map { command in
      """
          '\(command.words)')
              __lenet_complete \(command.names.joined(separator: " "))
              ;;

      """
    }
    return """
      __lenet_help_words() {
          case "${words[2,CURRENT-1]}" in
      \(cases.joined())    esac
      }


      """
  }

  private static func fish(_ commands: [Follower]) -> String {
    let lines = commands.map { command in
      let words = command.words.isEmpty ? "lenet help" : "lenet help \(command.words)"
      return "complete -c 'lenet' -n '__lenet_line_is \"\(words)\"'"
        + " -fa '\(command.names.joined(separator: " "))'\n"
    }
    return """
      function __lenet_line_is -a expected
          test "$(string join ' ' -- (__lenet_tokens -pc))" = "$expected"
      end
      \(lines.joined())
      """
  }

  /// A script with lines before one that starts a function.
  private static func inserting(_ lines: String, before start: String, in script: String) -> String
  {
    guard let place = script.firstRange(of: start) else { return script }
    return script[..<place.lowerBound] + lines + script[place.lowerBound...]
  }

  /// A script with lines at the end of a function.
  private static func inserting(_ lines: String, atEndOf start: String, in script: String) -> String
  {
    guard let function = script.firstRange(of: start),
      let end = script[function.upperBound...].firstRange(of: "\n}")
    else { return script }
    return script[...end.lowerBound] + lines + script[script.index(after: end.lowerBound)...]
  }
}
