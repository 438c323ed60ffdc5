import ArgumentParser
import LeNet

/// `lenet evaluate`: measures a model file on a part of a data set.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model file on a data set.",
    usage: "lenet evaluate <model> [<options>]",
    discussion: """
      EXAMPLES
        lenet evaluate runs/lenet5-pytorch-1/model.safetensors
        lenet evaluate model.safetensors --per-class --confusion
        lenet evaluate model.safetensors --part training     the training error
        lenet evaluate model.safetensors --data ~/letters --json
        lenet evaluate model.safetensors --answers answers.csv
      """)

  @Argument(
    help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

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

  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try refuse(validation, "--validation", unlessIn: 0...100_000_000)
    if answers == "-" {
      throw ValidationError(
        "--answers - is no file, and standard output has the figures: give the name of a file.")
    }
  }

  func run() throws {
    let model = try ModelFile.read(model)
    let part = try EvaluatedPart(part, of: data, validation: validation, model: model)
    let evaluation = try machine.evaluator(for: model).evaluate(part.dataset, indices: part.indices)
    if let answers { try AnswerTable(evaluation, part: part).write(to: answers) }
    let report = EvaluationReport(evaluation, perClass: perClass, confusion: confusion)
    if output.json {
      try OutputStream.standard.writeLine(report.json.text)
    } else {
      try OutputStream.standard.writeLines(report.lines(model: model, part: part))
    }
  }
}
