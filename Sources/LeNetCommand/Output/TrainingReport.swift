import LeNet
import LeNetEvaluation
import LeNetFiles
import LeNetText

/// Reports a training: JSON lines or a table on standard output, progress on standard error.
///
/// If the reader closes standard output, the run saves and stops. A full disk behind standard output does
/// not stop it, and is reported at the end.
final class TrainingReport {
  private let json: Bool
  private let showsSteps: Bool
  /// The options with which another command finds the same data.
  private let dataOptions: [String]
  private var pictures: RunPictures?
  private var live = LiveLine()
  private var table = EpochTable(showsValidation: false, showsTest: false)
  private var failure: OutputError?
  private var hasBegun = false
  /// Whether the final evaluation uses held-out training images.
  private var holdsBack = false

  init(json: Bool, showsSteps: Bool = false, dataOptions: [String] = []) {
    self.json = json
    self.dataOptions = dataOptions
    self.showsSteps = showsSteps
  }

  /// Runs the training to its end; throws for every end but success.
  @discardableResult
  func follow(_ training: TrainingRun) throws -> TrainingResult {
    holdsBack = training.data.holdsBack
    pictures = training.options.output.map { RunPictures(folder: $0) }
    let outcome: TrainingOutcome
    do {
      outcome = try run(training)
    } catch {
      // The error has its own message.
      _ = pictures?.finish(test: nil)
      throw error
    }
    drawLast(outcome, of: training)
    switch outcome {
    case .finished(let result):
      if let failure { throw failure }
      return result
    case .interrupted(let epoch, let step):
      throw interruption(epoch: epoch, step: step, folder: training.options.output)
    }
  }

  private func run(_ training: TrainingRun) throws -> TrainingOutcome {
    defer { live.clear() }
    return try training.run(
      shouldStop: {
        self.begin(training)
        return self.failure == .closed || Interruption.signal != nil
      },
      onEvent: { event in
        self.begin(training)
        self.show(event)
      })
  }

  /// Draws the final pictures; a failure is only a warning, because the model is there.
  private func drawLast(_ outcome: TrainingOutcome, of training: TrainingRun) {
    var test: (Evaluation, Dataset)?
    if case .finished(let result) = outcome { test = (result.test, training.data.test) }
    guard let problem = pictures?.finish(test: test) else { return }
    OutputStream.error.note(
      "lenet: warning: the run is saved, but not all of its pictures: \(problem).")
  }

  /// Prints the network, the data and the recipe once, after the run folder is checked.
  private func begin(_ training: TrainingRun) {
    guard !hasBegun else { return }
    hasBegun = true
    let (recipe, options) = (training.recipe, training.options)
    if json {
      return write(
        .object([
          "event": .string("begin"), "folder": options.output.map(JSON.string) ?? .null,
          "architecture": .string(training.architecture.name), "recipe": .string(recipe.name),
          "data": .string(training.data.training.name), "seed": JSON(options.seed),
        ]))
    }
    let parts = [
      "\(training.trainingCount.grouped) training",
      "\(training.validationCount.grouped) validation",
      "\(training.data.test.count.grouped) "
        + (holdsBack ? "held-out images" : "test images"),
    ]
    write(
      "\(training.architecture.name), "
        + "\(training.layout.parameterWords), on "
        + "\(training.data.training.name): \(parts.joined(separator: ", "))")
    write(
      "recipe \(recipe.name), \(recipe.length), batches of \(recipe.batchSize), "
        + "seed \(options.seed), \(options.device.identity.rawValue)"
        + (options.output.map { ", run folder \($0)" } ?? ""))
    write(recipe.optimizer.settings.text + recipe.biasRateText)
    let rate = NumberText.plain(recipe.learningRate)
    write("learning-rate \(rate), \(recipe.schedule.settings.text)")
    describeStart(of: training)
    write("")
    table = EpochTable(
      showsValidation: training.validationCount > 0, showsTest: options.testEachEpoch,
      judges: holdsBack ? "held-back" : "test")
    write(table.head)
  }

  /// Prints which layers take a model's values, which start from new values, and which are frozen.
  private func describeStart(of training: TrainingRun) {
    if let start = training.start {
      let new = start.new.isEmpty ? "nothing new" : "new \(start.new.joined(separator: ", "))"
      let unused =
        start.unused.isEmpty ? "" : "; not used \(start.unused.joined(separator: ", "))"
      write(
        "starts from a model: \(start.taken.joined(separator: ", ")) taken over, \(new)\(unused)")
    }
    if let frozen = training.recipe.frozen {
      let layers = training.layout.layers.filter { frozen.contains($0.name) }
      let count = layers.flatMap(\.parameters).filter(\.trainable).reduce(0) {
        $0 + $1.coefficients
      }
      write(
        "frozen \(frozen.joined(separator: ", ")): \(count.grouped) parameters do not change"
      )
    }
    for note in training.start?.notes ?? [] { write("note: \(note).") }
  }

  private func show(_ event: TrainingEvent) {
    if case .progress(let progress) = event {
      live.show(ProgressLine(progress))
      return
    }
    if case .step = event, !showsSteps { return }
    live.clear()
    if case .epoch = event { pictures?.refresh() }
    if json {
      if let object = event.object { write(object) }
      return
    }
    switch event {
    case .resumed(let epoch, let step):
      OutputStream.error.note("lenet: resuming in epoch \(epoch) after step \(step)")
    case .warning(let sentence):
      OutputStream.error.note("lenet: warning: \(sentence).")
    case .step(let metrics): write(table.row(metrics))
    case .epoch(let metrics):
      write(table.row(metrics))
      if metrics.epoch == 1, let rates = metrics.effectiveRates {
        write(
          "         rates of the parameters: 1st percentile \(NumberText.twoDigits(rates.percentile1)), "
            + "99th \(NumberText.twoDigits(rates.percentile99))")
      }
    case .done(let metrics): showResult(metrics)
    case .progress, .started: break
    }
  }

  private func showResult(_ done: DoneMetrics) {
    write("")
    if let epoch = done.stoppedEpoch {
      write(
        "stopped after epoch \(epoch): no improvement since epoch \(done.keptEpoch)")
    }
    write(
      "\(holdsBack ? "held-back" : "test") accuracy \(NumberText.percent(done.testAccuracy)) "
        + "(\(done.testErrors.of("error")) in "
        + "\(done.testTotal.grouped)), loss \(NumberText.fixed(done.testLoss, 4)), "
        + "kept epoch \(done.keptEpoch), \(NumberText.duration(done.seconds))")
    guard let model = done.model else { return }
    write("model \(model)")
    if pictures != nil {
      write("report \(joinPath(splitPath(model).folder, RunFolder.reportName))")
    }
    let options = dataOptions.map { " " + ShellWord.quoted($0) }.joined()
    write("next: lenet evaluate \(ShellWord.quoted(model))\(options) --per-class")
  }

  /// The end by a signal, or because nobody reads the output: an object for a program, a note for a person.
  private func interruption(epoch: Int, step: Int, folder: String?) -> CommandFailure {
    let saved = folder.map {
      ", saved in \($0); resume with: \(ShellWord.resumeCommand(folder: $0))"
    }
    let sentence = "stopped in epoch \(epoch) after step \(step)\(saved ?? "")"
    let status =
      failure == .closed
      ? ExitStatus.closedPipe
      : Interruption.signal.map(ExitStatus.interrupted) ?? ExitStatus.failedWork
    if !json { OutputStream.error.note("lenet: \(sentence)") }
    return CommandFailure(message: json ? sentence : nil, status: status)
  }

  /// Writes a line for a person.
  private func write(_ line: String) {
    write { () throws(OutputError) in try OutputStream.standard.writeLines([line]) }
  }

  /// Writes an object for a program.
  private func write(_ object: JSON) {
    write { () throws(OutputError) in try OutputStream.standard.writeJSON(object) }
  }

  /// Stores the first failure to write, and writes nothing after it.
  private func write(_ output: () throws(OutputError) -> Void) {
    guard failure == nil else { return }
    do throws(OutputError) {
      try output()
    } catch {
      failure = error
    }
  }
}
