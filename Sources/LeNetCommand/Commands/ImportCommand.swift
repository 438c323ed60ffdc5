import ArgumentParser
import LeNet
import LeNetFiles
import LeNetImport
import LeNetText

/// `lenet import`: reads a model of another program.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read a model of PyTorch, ONNX, Keras and others.",
    usage: "lenet import <file> [<options>]",
    discussion: """
      The bytes tell the format, and nothing in the file is executed. What the
      file does not say is tried on MNIST: activations, pooling, sizes and
      preparation. The best reading is taken if it is clearly the best.

      EXAMPLES
        lenet import mnist_cnn.pt
        lenet import lenet.pth --output lenet.safetensors
        lenet import fashion.pth --activation relu --pooling average \\
          --mean 0 --std 1
        lenet evaluate mnist_cnn.pt         takes such files directly
      """)

  @Argument(help: "A model file of another program.", completion: .file())
  var file: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the model to this file.", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var output: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup var format: OutputOptions

  func validate() throws {
    try refuse(output, "--output", over: [file])
  }

  func run() throws {
    let found: ImportedModel
    do {
      found = try ImportedModel.read(file, options: reading.options)
    } catch {
      throw CommandFailure.wrongUse("the file \(file) \(error)")
    }
    let report = ImportReport(found, file: file, output: output)
    if let question = found.question {
      if format.json {
        try OutputStream.standard.writeJSON(report.json)
      } else {
        try OutputStream.standard.writeLines(report.lines)
      }
      throw CommandFailure.wrongUse("\(ReadingOptions.undecided(file, question))")
    }
    if let output { try found.model.write(to: output) }
    if format.json {
      try OutputStream.standard.writeJSON(report.json)
    } else {
      try OutputStream.standard.writeLines(report.lines)
    }
  }
}
