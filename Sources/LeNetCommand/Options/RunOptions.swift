import ArgumentParser
import LeNet

/// The options for a run's folder, its checkpoints and its seed.
struct RunOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder of the run. (default: a new one, runs/<architecture>-<number>)",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Resume the run in --output, or start it if there is none.")
  var resume = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Also save a checkpoint every n seconds, not only after each epoch.",
      valueName: "seconds"))
  var checkpointEvery: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write n lines of metrics within each epoch. (default: 5 in a run folder)", valueName: "n"
    ))
  var metricsPerEpoch: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of all random numbers. (default: 1)", valueName: "n"),
    transform: readSeed)
  var seed: UInt64?

  func validate() throws {
    if resume && output == nil {
      throw ValidationError("--resume needs the folder of the run; add --output FOLDER")
    }
    if output?.isEmpty == true { throw ValidationError("--output is empty; give a folder") }
    if let checkpointEvery, !(checkpointEvery > 0 && checkpointEvery.isFinite) {
      throw ValidationError(
        "--checkpoint-every is \(checkpointEvery); expected a number of seconds above 0")
    }
    if let metricsPerEpoch {
      try refuse(metricsPerEpoch, "--metrics-per-epoch", unlessIn: 0...1_000_000)
    }
  }

  /// Whether more metrics than usual are asked for.
  var showsSteps: Bool { metricsPerEpoch ?? 0 > 0 }

  /// Metric points within an epoch that a run folder always has.
  private static let usualPoints = 5

  func apply(to options: inout TrainingOptions) {
    options.resume = resume
    options.checkpointSeconds = checkpointEvery
    options.metricsPerEpoch = showsSteps ? metricsPerEpoch ?? 0 : Self.usualPoints
    options.command = ShellWord.command
  }
}
