import ArgumentParser

/// `lenet completions`: prints a shell's completion script.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a script that completes commands and options in a shell.",
    discussion: """
      EXAMPLES
        lenet completions bash > ~/.local/share/bash-completion/completions/lenet
        lenet completions zsh > ~/.zfunc/_lenet      (with ~/.zfunc in fpath)
        lenet completions fish > ~/.config/fish/completions/lenet.fish
      """)

  /// The supported shells.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish

    var parserName: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    try OutputStream.standard.writeLine(CompletionScript(for: shell.parserName).text)
  }
}
