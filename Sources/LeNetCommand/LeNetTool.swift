import ArgumentParser
import LeNet

/// The root of the command line.
struct LeNetTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lenet",
    abstract: "LeNet-5: read digits with it, train it, evaluate it, look into it.",
    discussion: """
      EXAMPLES
        lenet demo                               train a network in a few seconds
        lenet predict photo.jpg                  read your own digit
        lenet train --epochs 3                   train on MNIST, which is built in
        lenet train --recipe d2l --seed 7        train as a well-known textbook
        lenet evaluate runs/lenet5-pytorch-1/model.safetensors
        lenet import mnist_cnn.pt                a model of PyTorch, Keras or others
        lenet export runs/first --to pytorch     for other programs
        lenet summary lenet5-pytorch             its layers and parameters
        lenet watch                              follow the latest run
        lenet runs --sort test                   all runs, the best first
        lenet data list                          data sets to train on

      Every command takes --help; demo, predict, read, train, sweep, evaluate,
      import, export, summary, list, data, runs, show and bench take --json.
      Shell completions: lenet completions bash|zsh|fish.
      Exit status: 0 success, 1 failed work, 2 wrong use or unusable input,
      129, 130 and 143 stopped by a signal (training saves first), 141 nobody
      reads the output.
      """,
    version: LeNetVersion.current,
    subcommands: [
      DemoCommand.self, PredictCommand.self, ReadCommand.self, TrainCommand.self,
      SweepCommand.self,
      EvaluateCommand.self, ImportCommand.self, ExportCommand.self, SummaryCommand.self,
      ListCommand.self, DataCommand.self, RunsCommand.self, WatchCommand.self, ShowCommand.self,
      BenchCommand.self,
      CompletionsCommand.self,
    ])
}

extension LeNetTool {
  /// The command that the first of the arguments name, with the one that stands for it without a name.
  static func named(in arguments: [String]) -> any ParsableCommand.Type {
    var command: any ParsableCommand.Type = LeNetTool.self
    for word in arguments {
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word })
      else { break }
      command = next
    }
    return command.configuration.defaultSubcommand ?? command
  }

  /// Whether an option takes no value, for the command that the arguments name.
  static func isFlag(_ option: String, after arguments: [String]) -> Bool {
    let name = option.drop { $0 == "-" }
    return named(in: arguments).help.contains { argument in
      argument["kind"]?.string == "flag"
        && argument["names"]?.array?.contains { $0["name"]?.string == String(name) } == true
    }
  }
}
