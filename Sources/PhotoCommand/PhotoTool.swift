import ArgumentParser

/// Makes photos of digits and of what is no digit, to train the reader and to prove it.
@main
struct PhotoTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photos",
    abstract: "Photos of digits and of what is none, to train and to prove the reader.",
    subcommands: [
      TrainingCommand.self, FilesCommand.self, UnchangedCommand.self, SheetCommand.self,
      AdjustCommand.self,
      MeasureCommand.self,
    ])
}
