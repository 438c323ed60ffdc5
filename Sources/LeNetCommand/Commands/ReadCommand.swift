import ArgumentParser
import LeNet
import LeNetImages
import LeNetReading

/// `lenet read`: reads the numbers in pictures.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Read the numbers in photos and scans: amounts, codes, whole pages.",
    usage: "lenet read <picture> ... [<options>]",
    discussion: """
      Finds the rows of digits on each picture, and writes a line of text for each
      line of numbers, from the top. Words and drawings are left out. What is known
      of the numbers helps: give their length, pattern or check digit.

      EXAMPLES
        lenet read amount.jpg
        lenet read page.png --json                  boxes, digits, alternatives
        lenet read scans/ --csv numbers.csv         a folder with its subfolders
        lenet read code.png --length 5
        lenet read phone.jpg --pattern '####-##'
        lenet read card.jpg --checksum luhn
        lenet read price.png --marks '.,'           points and commas too
        lenet read page.png --tsv                   the columns of tesseract
      """)

  @Argument(
    help: "Picture files, folders or patterns, or - for one picture from standard input.",
    completion: .file())
  var pictures: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of digits of each number.", valueName: "n"))
  var length: Int?

  @Option(
    help: ArgumentHelp(
      "The form of each number: # for a digit, and digits or marks as they are.",
      valueName: "pattern"))
  var pattern: String?

  @Option(help: ArgumentHelp("The rule of the check digit of each number.", valueName: "rule"))
  var checksum: Checksum?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The marks that may stand in numbers, of . , - / : (default: none; they are passed over)",
      valueName: "marks"))
  var marks: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The least confidence of an accepted number, 0 to 1. (default: 0.978)",
      valueName: "share"))
  var confidence: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Target coverage, the share of numbers to accept, 0.15 to 0.99; a lower one accepts fewer errors.",
      valueName: "share"))
  var coverage: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The page or frame of each file to read, counted from 1.", valueName: "n"))
  var page = 1

  @Option(
    help: ArgumentHelp(
      "Model file for parts of numbers. (default: the built-in model)", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Draw the boxes, the cuts and the best path into this .png, .svg or .html file.",
      valueName: "file"),
    completion: .file(extensions: ["png", "svg", "html"]))
  var explain: String?

  @Flag(help: "Write a table with the columns of tesseract's TSV.")
  var tsv = false

  @Flag(help: "Write hOCR, an HTML page with the place of every number.")
  var hocr = false

  @Option(
    help: ArgumentHelp(
      "Write a table with one line per number to this file, or to standard output for -.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var csv: String?

  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let length, !(1...100).contains(length) {
      throw ValidationError("--length is \(length); expected a number from 1 to 100")
    }
    if let confidence, !(0...1).contains(confidence) {
      throw ValidationError("--confidence is \(confidence); expected a number from 0 to 1")
    }
    if confidence != nil, coverage != nil {
      throw ValidationError("--coverage gives the least confidence; leave --confidence out")
    }
    guard page >= 1 else {
      throw ValidationError("--page is \(page); expected a number from 1")
    }
    if pattern != nil, length != nil || marks != nil {
      throw ValidationError(
        "--pattern gives the length and the marks; leave \(length != nil ? "--length" : "--marks") out"
      )
    }
    let formats = [
      ("--json", output.json), ("--tsv", tsv), ("--hocr", hocr), ("--csv", csv != nil),
    ].filter(\.1).map(\.0)
    if formats.count > 1 {
      throw ValidationError("\(formats[0]) and \(formats[1]) exclude each other; choose one")
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
        "--csv \(csv) names a picture; name a table, such as numbers.csv")
    }
    let inputs = pictures + [model].compactMap(\.self)
    try refuse(explain, "--explain", over: inputs)
    try refuse(csv, "--csv", over: inputs)
    if pictures.contains("-"), pictures.count > 1 {
      throw ValidationError(
        "- is the one picture from standard input; do not name others with it")
    }
    _ = try grammar()
  }

  private func grammar() throws -> NumberGrammar {
    let wanted = try Set(
      (marks ?? "").map { character in
        guard let mark = NumberGrammar.Mark(rawValue: character) else {
          throw ValidationError(
            "--marks has '\(character)'; expected some of . , - / :, such as --marks '.,'")
        }
        return mark
      })
    do throws(NumberGrammarError) {
      var form: NumberPattern?
      if let pattern { form = try NumberPattern(pattern) }
      return NumberGrammar(length: length, pattern: form, checksum: checksum, marks: wanted)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    let model = try model.map { try ModelFile.named($0) } ?? NumberReader.defaultModel
    let reader = try NumberReader(
      model: model, grammar: grammar(), threshold: confidence, coverage: coverage,
      device: device.computeDevice())
    let format: PageReport.Format =
      output.json ? .json : tsv ? .tsv : hocr ? .hocr : csv.map { .csv($0) } ?? .text
    let isOne = pictures.count == 1 && PathKind(pictures[0]) != .folder
    if let explain {
      return try self.explain(reader, to: explain, as: format)
    }
    var report = PageReport(format: format, namesPictures: !isOne, page: page)
    if pictures == ["-"] {
      let bytes = try StandardInput.bytes(limit: RasterImage.largestFile)
      try report.add(
        "-", Result { () throws(ImageError) in try reader.read(bytes: bytes, page: page) })
    } else {
      Interruption.watch()
      for path in PicturePaths(pictures, leftOut: report.leftOut) {
        if let signal = Interruption.signal {
          report.clear()
          throw CommandFailure(
            message: report.stopped, status: ExitStatus.interrupted(by: signal))
        }
        try report.add(path, Result { () throws(ImageError) in try reader.read(path, page: page) })
      }
    }
    try report.finish()
  }

  private func explain(
    _ reader: NumberReader, to output: String, as format: PageReport.Format
  ) throws {
    let (path, image) = try ExplanationFormat.onePicture(
      pictures, longest: RasterImage.longestPageSide, page: page)
    let explanation = PageExplanation(
      of: image, name: path == "-" ? "standard input" : path, by: reader)
    try ExplanationFormat(path: output)?.write(explanation, to: output)
    var report = PageReport(format: format, namesPictures: false, page: page)
    try report.add(path, .success(explanation.reading))
    try report.finish()
    if format == .text { try OutputStream.standard.writeLine("the steps: \(output.visible)") }
  }
}
