import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetTraining

/// `lenet sweep`: trains many settings with several seeds and compares them.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train many settings of a recipe, several seeds each, and compare them.",
    usage: "lenet sweep --vary <name=values> ... --output <folder> [<options>]",
    discussion: """
      A sweep trains every combination of the varied values, or --random of them.
      It compares settings on images held out from the training set. Only the
      models of the best setting are evaluated on the test set, at the end.
      All other options are those of 'lenet train'.
      The folder gets a run folder for each training, sweep.json, and
      results.csv. Ctrl-C saves; the same command with --resume continues.

      EXAMPLES
        lenet sweep --recipe fast --epochs 2 --vary learning-rate=0.004,0.008 \\
          --vary batch-size=64,128 --seeds 3 --output runs/sweep
        lenet sweep --recipe d2l --vary learning-rate=log:0.1..2 --random 12 \\
          --output runs/rates
        lenet sweep --schedule piecewise --vary 'milestones=2x1,3x0.4;1x1,4x0.2' \\
          --output runs/milestones
      """)

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "An option of 'lenet train' with its values: NAME=A,B,C, or 'NAME=A;B;C' for values with commas, "
        + "or with --random NAME=FROM..TO or NAME=log:FROM..TO.", valueName: "name=values"),
    completion: .variedOptions,
    transform: { text in
      do {
        let axis = try SweepSpace.Axis(reading: text)
        // The text could mean one value with a comma, or two.
        guard !Self.listed.contains(axis.name) || text.contains(";") || !text.contains(",") else {
          throw SweepError.commas(text)
        }
        return axis
      } catch {
        throw ValidationError(error.sentence)
      }
    })
  var vary: [SweepSpace.Axis] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw n settings at random.", valueName: "n"))
  var random: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of seeds per setting: 1 to n.", valueName: "n"))
  var seeds = 3

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Training images to hold out and compare settings on. (default: 5,000, or a twelfth of a small set)",
      valueName: "n"))
  var heldBack: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of parallel trainings. (default: all processors)", valueName: "n"))
  var jobs: Int?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Folder of the sweep.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Flag(help: "Resume the sweep in --output.")
  var resume = false

  @OptionGroup var outputOptions: OutputOptions

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Options of 'lenet train'.", visibility: .hidden))
  var trainOptions: [String] = []

  func validate() throws {
    try refuse(random, "--random", unlessIn: 1...SweepSpace.largestCount)
    try refuse(seeds, "--seeds", unlessIn: 1...1000)
    try refuse(heldBack, "--held-back", unlessIn: 1...100_000_000)
    try refuse(jobs, "--jobs", unlessIn: 1...1024)
    if output.isEmpty { throw ValidationError("--output is empty; give a folder") }
    _ = try SweepSettings.training(trainOptions)
    try check {
      let (names, settings) = try proposed()
      let (trainings, overflows) = settings.count.multipliedReportingOverflow(by: seeds)
      guard !overflows, trainings <= SweepSpace.largestCount else {
        throw SweepError.tooManyTrainings(trainings)
      }
      // Checks names and values of every setting before it reads a file.
      for values in settings {
        _ = try SweepSettings.training(trainOptions, names: names, values: values)
      }
    }
  }

  /// Options whose values have commas.
  private static let listed: Set = ["milestones", "units", "freeze", "batch-normalization"]

  /// The settings to train, without repetitions of those drawn before.
  private func settings() throws -> SweepSettings {
    let (names, proposed) = try proposed()
    let settings = try SweepSettings(trainOptions, names: names, values: proposed)
      .distinct(byChance: random != nil)
    if settings.values.count < proposed.count {
      OutputStream.error.note(
        "lenet: note: \(settings.values.count) of the \(proposed.count) random settings "
          + (settings.values.count == 1 ? "differs" : "differ"))
    }
    return settings
  }

  /// The varied options and the settings to try.
  private func proposed() throws -> (names: [String], settings: [[String]]) {
    let space = try SweepSpace(vary)
    return (
      space.axes.map(\.name), try random.map { try space.random($0, seed: 1) } ?? space.grid()
    )
  }

  func run() throws {
    Interruption.watch()
    var settings = try settings()
    let base = settings.base
    let start = try base.network.startingRecipe()
    let data = try base.data.load(for: start.architecture.input)
    let count = heldBack ?? min(5000, max(1, data.training.count / 12))
    let splits = try data.holdingBack(count)
    let shape = splits.training.shape
    // Comes before the folder has a plan, so a wrong model leaves nothing to resume.
    var shared = TrainingOptions()
    base.machine.apply(to: &shared)
    try base.start.apply(to: &shared, judges: data)
    let folder = SweepFolder(path: output)
    let lock = try folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let plan = SweepPlan(
      names: settings.names, settings: settings.values, seeds: seeds, heldBack: count,
      data: data.training.name,
      hashes: data.training.sha256.merging(data.test.sha256) { training, _ in training },
      trainOptions: trainOptions)
    if let earlier = try folder.begin(plan, resume: resume) {
      settings = try settings.goingOn(with: earlier, as: plan, for: shape, in: output)
    }
    let (names, recipes) = (settings.names, try settings.recipes(for: shape))

    let threads = base.machine.threads ?? Machine.cores
    let workers = min(jobs ?? threads, recipes.count * seeds)
    let trials = try recipes.enumerated().flatMap { setting, recipe in
      try (1...seeds).map { seed in
        var options = shared
        options.threads = max(1, threads / workers)
        options.seed = UInt64(seed)
        options.resume = true
        options.output = folder.run(setting: setting, seed: seed)
        // The same training alone.
        options.command =
          (["lenet", "train"] + trainOptions
          + zip(names, settings.values[setting]).flatMap { ["--\($0)", $1] }
          + ["--held-back", "\(count)", "--validation", "0", "--seed", "\(seed)"])
          .map(ShellWord.quoted).joined(separator: " ")
        return Sweep.Trial(
          setting: setting, run: try TrainingRun(recipe: recipe, data: splits, options: options))
      }
    }
    let report = SweepReport(
      names: names, settings: settings.values, trials: trials.count, json: outputOptions.json)
    let outcomes = try Sweep(trials).run(
      jobs: workers, shouldStop: { Interruption.signal != nil || report.isClosed },
      onEnd: { index, outcome in
        // The sweep continues if a picture cannot be drawn.
        if let run = trials[index].run.options.output {
          _ = RunPictures(folder: run).finish(test: nil)
        }
        report.tell(trials[index], outcome)
      })
    guard !outcomes.contains(where: { $0 == nil }) else {
      let sentence = "stopped, saved in \(output); continue with the same command and --resume"
      let json = outputOptions.json
      if !json { OutputStream.error.note("lenet: \(sentence)") }
      throw CommandFailure(
        message: json ? sentence : nil,
        status: report.isClosed
          ? ExitStatus.closedPipe
          : Interruption.signal.map(ExitStatus.interrupted) ?? ExitStatus.failedWork)
    }
    let results = SweepResults(
      settings: settings.values,
      outcomes: zip(trials, outcomes.compactMap(\.self)).map {
        ($0.setting, $0.run.options.seed, $1)
      })
    try folder.write(results.csv(names: names), named: SweepFolder.resultsName)
    guard let best = results.best else {
      try report.finish(results, best: nil)
      throw CommandFailure(
        message: "every training of the sweep diverged; try smaller learning rates",
        status: ExitStatus.failedWork)
    }
    // The only use of the test set.
    let tests = try results.models(of: best).map {
      try base.machine.evaluator(for: $0).evaluate(data.test)
    }
    try report.finish(results, best: (best, tests))
  }
}

extension CompletionKind {
  /// The options of `lenet train` that take values, each with its sign.
  fileprivate static let variedOptions = CompletionKind.custom { _, _, prefix in
    TrainCommand.help.filter { $0["kind"]?.string == "option" }.flatMap { argument in
      (argument["names"]?.array ?? []).compactMap { name in
        name["kind"]?.string == "long" ? name["name"]?.string.map { $0 + "=" } : nil
      }
    }.filter { $0.hasPrefix(prefix) }
  }
}
