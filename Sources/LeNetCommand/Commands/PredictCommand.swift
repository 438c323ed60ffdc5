import ArgumentParser
import LeNet
import LeNetFiles
import LeNetImages
import LeNetDrawing
import LeNetReading

/// `lenet predict`: reads the digits in pictures.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Read the digit in each photo, scan or drawing.",
    usage: "lenet predict <picture> ... [<options>]",
    discussion: """
      PNG, JPEG, WebP, TIFF, GIF, HEIC, BMP and PGM. The program finds the ink,
      with any size, paper, pen and light, and reads it with the built-in model.
      A file or folder of a data set is answered image by image, without labels:
      CSV, .npz, .npy, IDX.

      EXAMPLES
        lenet predict photo.jpg
        lenet predict scans/ --csv answers.csv   a folder with its subfolders
        lenet predict 'scans/*.png' --json
        lenet predict - < photo.heic
        lenet predict photo.jpg --explain why.html
        lenet predict scans/ --coverage 0.95     fewer answers, fewer errors
        lenet predict photo.jpg --model runs/first
        lenet predict test.csv --model runs/first --csv submission.csv --kaggle
      """)

  @Argument(
    help:
      "Picture files, folders or patterns, - for one picture from standard input, or a file or folder of a data set.",
    completion: .file())
  var pictures: [String]

  @Option(
    help: ArgumentHelp(
      "Model file, or the folder of a run. (default: the built-in model)", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var model: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Target coverage, the share of digits to accept, 0.9 to 0.999; a lower one accepts fewer errors.",
      valueName: "share"))
  var coverage: Double?

  @Option(
    help: ArgumentHelp(
      "How pictures are prepared: digit finds the ink, resize only resizes the whole picture. (default: digit; "
        + "resize for a network of colour images)", valueName: "how"))
  var preparation: DigitReader.Approach?

  @Option(
    help: ArgumentHelp(
      "Write a table with one line per picture to this file, or to standard output for -.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var csv: String?

  @Flag(help: "Write --csv in Kaggle's form, ImageId and Label; images of a data set count from 1.")
  var kaggle = false

  @Option(
    help: ArgumentHelp(
      "Draw the steps from the picture to the answer into this .png, .svg or .html file.",
      valueName: "file"),
    completion: .file(extensions: ["png", "svg", "html"]))
  var explain: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The page or frame of each file to read, counted from 1.", valueName: "n"))
  var page = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of threads. (default: all processors)", valueName: "n"))
  var threads: Int?

  @OptionGroup var files: DataReadingOptions
  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let run = pictures.first(where: { PathKind(joinPath($0, RunFolder.recordName)) == .other }) {
      throw ValidationError(
        "\(run) is the folder of a run, not of pictures; give its model with --model \(run)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); expected a number from 1 to 1024")
    }
    guard page >= 1 else {
      throw ValidationError("--page is \(page); expected a number from 1")
    }
    if let explain, ExplanationFormat(path: explain) == nil {
      throw ValidationError(
        "--explain is \(explain); expected a name that ends in .png, .svg or .html")
    }
    if explain != nil, csv != nil {
      throw ValidationError(
        "--explain and --csv exclude each other; explain one picture at a time")
    }
    if let csv, PicturePaths.isPicture(csv) {
      throw ValidationError(
        "--csv \(csv) names a picture; name a table, such as answers.csv")
    }
    let inputs = pictures + [model].compactMap(\.self)
    try refuse(explain, "--explain", over: inputs)
    try refuse(csv, "--csv", over: inputs)
    if kaggle, csv == nil {
      throw ValidationError("--kaggle is a form of --csv; add --csv submission.csv")
    }
    if csv != nil, output.json {
      throw ValidationError("--csv and --json exclude each other; choose one")
    }
    if pictures.contains("-"), pictures.count > 1 {
      throw ValidationError(
        "- is the one picture from standard input; do not name others with it")
    }
  }

  func run() throws {
    try refuseUnwritable(explain)
    let model = try model.map { try ModelFile.named($0) } ?? DigitReader.defaultModel
    if try answerData(by: model) { return }
    let reader = try DigitReader(
      model: model, coverage: coverage, approach: preparation, device: device.computeDevice())
    if model.rejectionPolicy == nil {
      OutputStream.error.remark(PredictionReport.uncalibrated)
    }
    if let explain { return try self.explain(reader, to: explain) }
    var report = try PredictionReport(
      classes: reader.classes, csv: csv, kaggle: kaggle, json: output.json, page: page)
    if pictures == ["-"] {
      let bytes = try StandardInput.bytes(limit: RasterImage.largestFile)
      let result = Result { () throws(ImageError) in try reader.read(bytes: bytes, page: page) }
      try report.add("-", result)
    } else {
      // Writes the results that are complete when a signal comes.
      Interruption.watch()
      try reader.read(
        PicturePaths(pictures, leftOut: report.leftOut), page: page,
        threads: threads ?? Machine.cores, shouldStop: { Interruption.signal != nil }
      ) { path, result in
        try report.add(path, result)
      }
      if let signal = Interruption.signal {
        report.clear()
        throw CommandFailure(
          message: report.stopped, status: ExitStatus.interrupted(by: signal))
      }
    }
    try report.finish()
  }

  private func explain(_ reader: DigitReader, to output: String) throws {
    let (path, image) = try ExplanationFormat.onePicture(pictures, page: page)
    let explanation = Explanation(
      of: image, name: path == "-" ? "standard input" : path, by: reader)
    try ExplanationFormat(path: output)?.write(explanation, to: output)
    var report = try PredictionReport(
      classes: reader.classes, csv: nil, json: self.output.json, page: page)
    try report.add(path, .success(explanation.reading))
    if !self.output.json { try OutputStream.standard.writeLine("the steps: \(output.visible)") }
    try report.finish()
  }
}
