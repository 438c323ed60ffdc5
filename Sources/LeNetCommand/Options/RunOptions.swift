import ArgumentParser
import LeNet

/// Where a run is kept and how it goes on.
struct RunOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder of the run. (default: a new one, runs/<architecture>-<number>)",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Go on where the run in --output stopped, or start it where there is none.")
  var resume = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Save a checkpoint every n seconds too, not only at the end of an epoch.",
      valueName: "seconds"))
  var checkpointEvery: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write n lines of metrics inside each epoch; a run folder has 5 without it.", valueName: "n"
    ))
  var stepLines = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of everything random. (default: 1)", valueName: "n"),
    transform: readSeed)
  var seed: UInt64?

  func validate() throws {
    if resume && output == nil {
      throw ValidationError("--resume needs the folder of the run: add --output FOLDER.")
    }
    if output?.isEmpty == true { throw ValidationError("--output is empty: give a folder.") }
    if let checkpointEvery, !(checkpointEvery > 0 && checkpointEvery.isFinite) {
      throw ValidationError(
        "--checkpoint-every is \(checkpointEvery): expected a number of seconds above 0.")
    }
    try refuse(stepLines, "--step-lines", unlessIn: 0...1_000_000)
  }

  /// Points inside an epoch that a run folder has, whether they are reported or not.
  private static let usualPoints = 5

  func apply(to options: inout TrainingOptions) {
    options.resume = resume
    options.checkpointSeconds = checkpointEvery
    options.stepLines = stepLines > 0 ? stepLines : Self.usualPoints
    options.command = ShellWord.command
  }
}
