import ArgumentParser
import LeNet
import LeNetExport
import LeNetFiles
import LeNetText

/// `lenet export`: writes a model for other programs, and compares what they get with the model.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model in the form that another program takes.",
    discussion: """
      It opens what it has made again, runs it on the test images and says how
      many answers differ from the model's. Only then it writes the files.

      onnx        the network for ONNX Runtime, OpenVINO and others: NAME.onnx
      npz         NumPy's arrays, one for each tensor: NAME.npz
      pytorch     a state dictionary and the module that takes it: NAME.pt,
                  NAME.py
      keras       a weights file and the network that takes it:
                  NAME.weights.h5, NAME.py
      c           C99 without any library, for microcontrollers: NAME.c, NAME.h

      EXAMPLES
        lenet export runs/first --to onnx
        lenet export runs/first --to onnx --bytes -o pictures.onnx
        lenet export runs/first --to c --numbers int8
        lenet export runs/first --to pytorch -o first.pt
        lenet export runs/first --to keras
        lenet export model.safetensors --to npz --data fashion-mnist --json
      """)

  @Argument(
    help: "The model file, or the folder of a run.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Option(help: ArgumentHelp("The form of the files.", valueName: "form"))
  var to: ExportFormat

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Name of the files, with or without an ending. (default: the network's name, in this folder)",
      valueName: "file"),
    completion: .file())
  var file: String?

  @Flag(help: "Replace files that exist.")
  var force = false

  @Flag(
    help:
      "The ONNX network takes the bytes of images and prepares them itself, instead of prepared numbers."
  )
  var bytes = false

  @Option(
    help: ArgumentHelp(
      "Numbers of a network in C: float, the model's own, or int8, whole numbers.",
      valueName: "kind"))
  var numbers: NumberKind?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of training images that set the scales of int8. (default: 1000)", valueName: "n"))
  var calibration: Int?

  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  /// The numbers of a network in C.
  enum NumberKind: String, HyphenatedArgument {
    case float
    case int8
  }

  func validate() throws {
    if bytes, to != .onnx {
      throw ValidationError("--bytes is for --to onnx, got \(to.rawValue); leave it out")
    }
    if numbers != nil, to != .c {
      throw ValidationError("--numbers is for --to c, got \(to.rawValue); leave it out")
    }
    if let calibration {
      guard numbers == .int8 else {
        throw ValidationError("--calibration is for --numbers int8; leave it out")
      }
      try refuse(calibration, "--calibration", unlessIn: 1...100_000_000)
    }
    guard let file else { return }
    if file.isEmpty || file.hasSuffix("/") {
      throw ValidationError("--output is \(file.isEmpty ? "empty" : file); give the name of a file")
    }
    if file == "-" {
      throw ValidationError(
        "--output - does not name a file, and standard output has the figures; give a file name")
    }
  }

  func run() throws {
    let model = try ModelFile.named(model)
    let stem = to.stem(of: file ?? model.architecture.name)
    let paths = to.endings.map { stem + $0 }
    try refuseExisting(paths)
    for path in paths { try refuseUnwritable(path) }
    let dataset = try data.load(
      .test, for: model.architecture.input, default: model.training?.dataset)
    let evaluator = machine.evaluator(for: model)
    var options = ModelExport.Options(
      name: splitPath(stem).name, producer: "lenet \(LeNetVersion.current)", image: dataset.shape)
    options.takesBytes = bytes
    if numbers == .int8 {
      let training = try data.load(
        .training, for: model.architecture.input, default: model.training?.dataset)
      options.numbers = .int8(
        ranges: try Calibration.ranges(of: evaluator, on: training, count: calibration ?? 1000))
    }
    let export = try ModelExport(model, to: to, options: options)
    let check = try export.check(on: dataset, by: evaluator)
    for (path, file) in zip(paths, export.files) { try AtomicFile.write(file.bytes, to: path) }
    let report = ExportReport(export, paths: paths, check: check, data: dataset.name)
    if output.json {
      try OutputStream.standard.writeJSON(report.json)
    } else {
      try OutputStream.standard.writeLines(report.lines)
    }
  }

  /// Throws if a file exists and may not be replaced, or is the model itself.
  private func refuseExisting(_ paths: [String]) throws {
    for path in paths where PathKind(path) != .nothing {
      try refuse(path, "--output", over: [model, data.data])
      guard !force else { continue }
      throw CommandFailure.wrongUse(
        "\(path) exists; replace it with --force, or give another name with --output")
    }
  }
}

extension ExportFormat: HyphenatedArgument {
  /// The name that all files share: a path without the ending of one of them.
  fileprivate func stem(of path: String) -> String {
    let ending = endings.first { path.lowercased().hasSuffix($0) }
    return String(path.dropLast(ending?.count ?? 0))
  }
}
