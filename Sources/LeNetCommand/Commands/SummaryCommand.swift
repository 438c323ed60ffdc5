import ArgumentParser
import LeNet
import LeNetText

/// `lenet summary`: shows the layers, shapes and parameters of networks.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Show the layers, shapes and parameters of networks.",
    usage: "lenet summary <network> ... [<options>]",
    discussion: """
      It shows two or more networks side by side, layer by layer.

      EXAMPLES
        lenet summary lenet5-pytorch
        lenet summary lenet-caffe lenet5-1998        side by side
        lenet summary lenet-caffe --input 33x47      another size, the same weights
        lenet summary lenet5-d2l --activation relu --pooling max --units F5=60
        lenet summary lenet5-d2l --architecture-json > mine.json   to change by hand
        lenet summary mine.json                      your own architecture
        lenet summary runs/lenet5-pytorch-1/model.safetensors
        lenet summary lenet5-keras --json
      """)

  @Argument(
    help: "The name of an architecture, its JSON file, a model file, or the folder of a run.",
    completion: PathCompletion.kind(
      names: Architecture.all.map(\.name), extensions: ["json", "safetensors"]))
  var networks: [String]

  @Option(
    help: ArgumentHelp(
      "Rows and columns of the input, for networks that allow any.",
      valueName: "rowsxcolumns"))
  var input: ImageSize?

  @OptionGroup(title: "Changes") var changes: NetworkChangeOptions

  @Flag(help: "Print the network as the JSON file that --architecture takes.")
  var architectureJSON = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if architectureJSON, networks.count > 1 {
      throw ValidationError(
        "--architecture-json prints one network, but \(networks.count) are named; name one")
    }
    if architectureJSON, output.json {
      throw ValidationError(
        "--architecture-json and --json exclude each other: the first prints the network's file, "
          + "the second its table")
    }
  }

  func run() throws {
    if architectureJSON {
      let architecture = try changed(SummarySubject(networks[0]))
      _ = try architecture.layout()
      return try OutputStream.standard.writeLine(String(architecture.json.readableText.dropLast()))
    }
    let reports = try networks.map(report)
    if output.json {
      let json = reports.map(\.json)
      try OutputStream.standard.writeJSON(json.count == 1 ? json[0] : .array(json))
    } else {
      try OutputStream.standard.writeLines(
        reports.count == 1
          ? reports[0].lines : NetworkComparison(reports.map(\.summary), names: networks).lines)
    }
  }

  private func report(of network: String) throws -> SummaryReport {
    let subject = try SummarySubject(network)
    let architecture = try changed(subject)
    return SummaryReport(
      try architecture.layout(), model: subject.model,
      usual: input == nil ? nil : try? changes.changed(subject.architecture).layout())
  }

  /// The network with the requested changes and input size.
  private func changed(_ subject: SummarySubject) throws -> Architecture {
    let architecture = try subject.changed(by: changes)
    guard let input else { return architecture }
    return architecture.accepting(
      input: Shape(architecture.input.maps, input.rows, input.columns))
  }
}
