import ArgumentParser
import LeNet
import LeNetDrawing
import LeNetText

extension ShowCommand {
  struct Network: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "architecture",
      abstract: "A network, drawn as LeNet-5 in figure 2 of the paper.",
      discussion: """
        It also draws your own network from its description file.

        EXAMPLES
          lenet show architecture                       in the terminal
          lenet show architecture lenet5-1998 -o lenet5.svg
          lenet show architecture mine.json -o mine.png
          lenet show architecture lenet-caffe --input 33x47 -o caffe.svg
          lenet show architecture lenet5-d2l --pooling max --units F5=60
        """)
    @Argument(
      help: "The name of an architecture, its JSON file, a model file, or the folder of a run.",
      completion: PathCompletion.kind(
        names: Architecture.all.map(\.name), extensions: ["json", "safetensors"]))
    var network = Architecture.leNet51998.name

    @Option(
      help: ArgumentHelp(
        "Rows and columns of the input, for networks that allow any.",
        valueName: "rowsxcolumns"))
    var input: ImageSize?

    @OptionGroup(title: "Changes") var changes: NetworkChangeOptions
    @OptionGroup var picture: PictureOptions

    func run() throws {
      var architecture = try SummarySubject(network).changed(by: changes)
      if let input {
        architecture = architecture.accepting(
          input: Shape(architecture.input.maps, input.rows, input.columns))
      }
      let layout = try architecture.layout()
      try picture.write(.architecture(layout)) { ArchitectureText(layout).lines(on: $0) }
    }
  }

  struct ActivationFunctions: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The activations and their derivatives: ReLU, sigmoid, tanh and the paper's.")
    @OptionGroup var picture: PictureOptions

    func run() throws {
      try picture.write(.activations) { _ in
        var table = TextTable(
          columns: [.init("a", .right)]
            + Activation.curves.flatMap {
              [.init($0.displayText ?? "", .right), .init("slope", .right)]
            })
        for sum in stride(from: -4.0, through: 4, by: 1) {
          table.addRow(
            [NumberText.plain(sum)]
              + Activation.curves.flatMap {
                [NumberText.fixed($0.value(at: sum), 3), NumberText.fixed($0.slope(at: sum), 3)]
              })
        }
        return table.screenLines
      }
    }
  }
}
