import ArgumentParser

/// `lenet data`: what there is to train on, and whether it is sound.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Look at data sets before training on them.",
    discussion: """
      EXAMPLES
        lenet data inspect ~/letters             what is wrong with my data?
        lenet data inspect digits.csv --json
        lenet data show mnist                    a few digits in the terminal
        lenet data show ~/letters -o sheet.svg   a sheet of samples
      """,
    subcommands: [DataInspectCommand.self, DataShowCommand.self])
}
