import ArgumentParser
import LeNet

/// `lenet evaluate`: measures a model file on a part of a data set.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model file on a data set.",
    usage: "lenet evaluate <model> ... [<options>]",
    discussion: """
      EXAMPLES
        lenet evaluate runs/lenet5-pytorch-1/model.safetensors
        lenet evaluate model.safetensors --per-class --confusion
        lenet evaluate model.safetensors --part training     the training error
        lenet evaluate model.safetensors --data ~/letters --json
        lenet evaluate model.safetensors --answers answers.csv
        lenet evaluate model.safetensors --reject-to 0.5    how many to reject
        lenet evaluate one.safetensors two.safetensors    outputs are added
      """)

  @Argument(
    help: "The model file; of several, the outputs are added.",
    completion: .file(extensions: ["safetensors"]))
  var models: [String]

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("Which images are measured.", valueName: "part"))
  var part = EvaluatedPart.Name.test

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Images that were split off for validation. (default: as the model was trained)",
      valueName: "n"))
  var validation: Int?

  @Flag(help: "Also print the accuracy of every class.")
  var perClass = false

  @Flag(help: "Also print how often each class was read as each other.")
  var confusion = false

  @Option(
    help: ArgumentHelp("Write every image's answer to a CSV file.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var answers: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Also say how many images to reject for at most this error in the others.",
      valueName: "percent"))
  var rejectTo: Double?

  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try refuse(validation, "--validation", unlessIn: 0...100_000_000)
    if let rejectTo, !(0...100).contains(rejectTo) {
      throw ValidationError("--reject-to is \(rejectTo): expected a percentage from 0 to 100.")
    }
    if answers == "-" {
      throw ValidationError(
        "--answers - is no file, and standard output has the figures: give the name of a file.")
    }
  }

  func run() throws {
    let models = try models.map { try ModelFile.read($0) }
    let splits = Set(models.map { $0.training?.validation })
    guard part == .test || validation != nil || splits.count == 1 else {
      throw CommandFailure.wrongUse(
        "The models were trained with different validation parts, so that no other part is new to "
          + "all of them: measure the test part, or say with --validation how to split.")
    }
    let part = try EvaluatedPart(part, of: data, validation: validation, model: models[0])
    let members = try models.map {
      try machine.evaluator(for: $0).evaluate(part.dataset, indices: part.indices)
    }
    let evaluation = members.count == 1 ? members[0] : Evaluation(committee: members) ?? members[0]
    if let answers { try AnswerTable(evaluation, part: part).write(to: answers) }
    let report = EvaluationReport(
      evaluation, perClass: perClass, confusion: confusion, rejectTo: rejectTo.map { $0 / 100 })
    if output.json {
      try OutputStream.standard.writeLine(report.json.text)
    } else {
      try OutputStream.standard.writeLines(report.lines(models: models, part: part))
    }
  }
}
