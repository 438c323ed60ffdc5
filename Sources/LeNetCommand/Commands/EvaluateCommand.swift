import ArgumentParser
import LeNet
import LeNetText

/// `lenet evaluate`: evaluates a model file on a split of a data set.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate a model file on a data set.",
    usage: "lenet evaluate <model> ... [<options>]",
    discussion: """
      EXAMPLES
        lenet evaluate runs/lenet5-pytorch-1/model.safetensors
        lenet evaluate model.safetensors --per-class --confusion
        lenet evaluate model.safetensors --split training     the training error
        lenet evaluate model.safetensors --data ~/letters --json
        lenet evaluate model.safetensors --answers answers.csv
        lenet evaluate model.safetensors --reject-to 0.5    how many to reject
        lenet evaluate one.safetensors two.safetensors    outputs are added
        lenet evaluate model.safetensors --mean 0.1325 --std 0.3105
      """)

  @OptionGroup var measured: MeasuredOptions

  @Flag(help: "Also print the accuracy of every class.")
  var perClass = false

  @Flag(help: "Also print the confusion matrix.")
  var confusion = false

  @Option(
    help: ArgumentHelp(
      "Write the answer for every image to this .csv file, or as arrays for NumPy to this .npz file.",
      valueName: "file"),
    completion: .file(extensions: ["csv", "npz"]))
  var answers: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Also print how many images to reject for at most this error on the others.",
      valueName: "percent"))
  var rejectTo: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Mean of the pixels, 0 to 1, instead of the model's; one number, or one per map.",
      valueName: "x,…"))
  var mean: NumberList?

  @Option(
    name: .customLong("std"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "Standard deviation of the pixels, instead of the model's.", valueName: "x,…"))
  var standardDeviation: NumberList?

  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try mean?.checkMean()
    try standardDeviation?.checkDeviation()
    if let rejectTo, !(0...100).contains(rejectTo) {
      throw ValidationError("--reject-to is \(rejectTo); expected a percentage from 0 to 100")
    }
    try refuse(answers, "--answers", over: measured.models + [measured.data.data])
    if answers == "-" {
      throw ValidationError(
        "--answers - does not name a file, and standard output has the figures; give a file name")
    }
    if let answers, !AnswerTable.takes(answers) {
      throw ValidationError("--answers is \(answers); expected a name that ends in .csv or .npz")
    }
  }

  /// The model with the requested normalization, which a note reports.
  private func prepared(_ model: ModelFile) throws -> ModelFile {
    guard mean != nil || standardDeviation != nil else { return model }
    var model = model
    func spread(_ list: NumberList) -> [Double] {
      let maps = model.architecture.input.maps
      return list.values.count == 1
        ? Array(repeating: list.values[0], count: maps) : list.values
    }
    let own = model.preparation
    if let mean { model.preparation.mean = spread(mean) }
    if let standardDeviation { model.preparation.standardDeviation = spread(standardDeviation) }
    do {
      try model.preparation.check(for: model.architecture.input)
    } catch {
      throw CommandFailure.wrongUse("--mean or --std does not fit the model: \(error)")
    }
    guard own != model.preparation else { return model }
    OutputStream.error.note(
      "lenet: note: images normalized with mean \(words(model.preparation.mean)), standard deviation "
        + "\(words(model.preparation.standardDeviation)); the model was trained with \(words(own.mean)) and "
        + "\(words(own.standardDeviation))")
    return model
  }

  private func words(_ numbers: [Double]) -> String {
    Set(numbers).count == 1
      ? NumberText.plain(numbers[0]) : numbers.map(NumberText.plain).joined(separator: ", ")
  }

  func run() throws {
    try refuseUnwritable(answers)
    var used: Preparation?
    let measurement = try measured.measure { model in
      let model = try prepared(model)
      used = used ?? model.preparation
      return machine.evaluator(for: model)
    }
    let (evaluation, split) = (measurement.evaluation, measurement.split)
    if let answers { try AnswerTable(evaluation, split: split).write(to: answers) }
    let report = EvaluationReport(
      evaluation, perClass: perClass, confusion: confusion, rejectTo: rejectTo.map { $0 / 100 },
      normalization: mean == nil && standardDeviation == nil ? nil : used)
    if output.json {
      try OutputStream.standard.writeJSON(report.json(models: measurement.models, split: split))
    } else {
      try OutputStream.standard.writeLines(
        report.lines(models: measurement.models, split: split, on: OutputStream.standard.terminal))
    }
  }
}
