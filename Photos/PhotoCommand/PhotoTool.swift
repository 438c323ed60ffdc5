import ArgumentParser

/// Makes photos of digits and of non-digits, to train and evaluate the reader.
@main
struct PhotoTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photos",
    abstract: "Photos of digits and non-digits, to train and evaluate the reader.",
    subcommands: [
      TrainingCommand.self, FilesCommand.self, UnchangedCommand.self, SheetCommand.self,
      NumbersCommand.self, PiecesCommand.self, PicturesCommand.self, AdjustCommand.self,
      SlidingCommand.self, CalibrateCommand.self,
      MeasureCommand.self,
    ])
}
