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
      "The least confidence of an accepted number, 0 to 1. (default: 0.9)", valueName: "share"))
  var confidence: Double?

  @Option(
    help: ArgumentHelp(
      "Model file for parts of numbers. (default: the built-in model)", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var model: String?

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
    if let csv, PicturePaths.isPicture(csv) {
      throw ValidationError(
        "--csv \(csv) names a picture; name a table, such as numbers.csv")
    }
    try refuse(csv, "--csv", over: pictures + [model].compactMap(\.self))
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
      model: model, grammar: grammar(), threshold: confidence ?? NumberReader.usualThreshold,
      device: device.computeDevice())
    let format: PageReport.Format =
      output.json ? .json : tsv ? .tsv : hocr ? .hocr : csv.map { .csv($0) } ?? .text
    let isOne = pictures.count == 1 && PathKind(pictures[0]) != .folder
    var report = PageReport(format: format, namesPictures: !isOne)
    if pictures == ["-"] {
      let bytes = try StandardInput.bytes(limit: RasterImage.largestFile)
      try report.add("-", Result { () throws(ImageError) in try reader.read(bytes: bytes) })
    } else {
      Interruption.watch()
      for path in PicturePaths(pictures, leftOut: report.leftOut) {
        if let signal = Interruption.signal {
          report.clear()
          throw CommandFailure(
            message: report.stopped, status: ExitStatus.interrupted(by: signal))
        }
        try report.add(path, Result { () throws(ImageError) in try reader.read(path) })
      }
    }
    try report.finish()
  }
}
