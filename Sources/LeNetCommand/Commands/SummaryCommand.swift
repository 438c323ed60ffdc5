import ArgumentParser
import LeNet

/// `lenet summary`: the stages of an architecture or of a model file, with their counts.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Show the stages, shapes and parameters of a network.",
    discussion: """
      EXAMPLES
        lenet summary lenet5-pytorch
        lenet summary lenet-caffe --input 33x47      another size, the same weights
        lenet summary mine.json                      an architecture of one's own
        lenet summary runs/lenet5-pytorch-1/model.safetensors
        lenet summary lenet5-keras --json
      """)

  @Argument(
    help: "The name of an architecture, its JSON file, or a model file.",
    completion: PathCompletion.kind(
      names: Architecture.all.map(\.name), extensions: ["json", "safetensors"]))
  var network: String

  @Option(
    help: ArgumentHelp(
      "Rows and columns of the input, for networks that take any.",
      valueName: "rowsxcolumns"))
  var input: ImageSize?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let subject = try SummarySubject(network)
    var architecture = subject.architecture
    if let input {
      let shape = Shape(architecture.input.maps, input.rows, input.columns)
      architecture = architecture.accepting(input: shape)
    }
    let summary = SummaryReport(
      try architecture.layout(), model: subject.model,
      usual: input == nil ? nil : try? subject.architecture.layout())
    if output.json {
      try OutputStream.standard.writeLine(summary.json.text)
    } else {
      try OutputStream.standard.writeLines(summary.lines)
    }
  }
}
