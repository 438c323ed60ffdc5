import LeNet
import LeNetImages
import LeNetReading
import LeNetText

/// Prints the answers for pictures, one line each: for people, as JSON or into a CSV table.
struct PredictionReport {
  private let classes: [String]
  private let json: Bool
  private let csv: String?
  /// Whether the table has Kaggle's two columns.
  private let kaggle: Bool
  /// The page or frame of each file that is read.
  private let page: Int
  /// Opened before the work begins; its first line replaces an old table.
  private let table: LineFile?
  private var hasHeads = false
  /// The lines of unreadable pictures before the first answer: without one, an old table stays.
  private var waiting: [String] = []
  /// The pictures without an answer, which have no line in Kaggle's form.
  private var unanswered = 0
  private var verdicts: [Reading.Verdict: Int] = [:]
  private var failures: [String] = []
  private var failed = 0
  private var total = 0
  /// Files of several pages, of which the first was read.
  private var paged: [(path: String, pages: Int)] = []
  private var pagedCount = 0
  /// Files with pixels of fewer bits than they have room for, which were stretched.
  private var stretched: [(path: String, bits: Int)] = []
  private var stretchedCount = 0
  private var live = LiveLine()
  /// The files in folders that were passed over.
  let leftOut = LeftOutFiles()

  /// The note on a model that `lenet train` wrote.
  static let uncalibrated =
    "the model has no thresholds, so it accepts every answer, and its confidences "
    + "are not calibrated"

  /// The number of failures listed at the end; the table and the JSON lines have all.
  private static let namedFailures = 20

  init(classes: [String], csv: String?, kaggle: Bool = false, json: Bool, page: Int = 1) throws {
    table = try csv.map { path in try LineFile(path) }
    self.kaggle = kaggle
    self.page = page
    self.classes = classes
    self.json = json
    self.csv = csv
  }

  /// Writes a line of the table; those of unreadable pictures wait for the first answer.
  private mutating func write(_ line: String, to table: LineFile, isAnswer: Bool = true) throws {
    guard isAnswer || hasHeads || !table.replacesFile else { return waiting.append(line) }
    if !hasHeads {
      hasHeads = true
      let scores = classes.map { "score \($0)" }
      let heads = ["file", "verdict", "label", "confidence"] + scores + ["other", "error"]
      let line = (kaggle ? KaggleTable.heads : heads).map(CSVText.field).joined(separator: ",")
      try table.write(line)
    }
    for line in waiting { try table.write(line) }
    waiting = []
    try table.write(line)
  }

  mutating func add(_ path: String, _ result: Result<Reading, ImageError>) throws {
    total += 1
    // Answers that go into a table or a pipe are not on the terminal, so it shows progress.
    if csv != nil || !OutputStream.standard.terminal.isInteractive {
      live.show(PictureCount(count: total, failed: failed))
    }
    if case .success(let reading) = result {
      if reading.pages > 1 {
        pagedCount += 1
        if paged.count < Self.namedFailures { paged.append((path, reading.pages)) }
      }
      if reading.bits > 8, reading.bits < 16 {
        stretchedCount += 1
        if stretched.count < Self.namedFailures { stretched.append((path, reading.bits)) }
      }
    }
    switch result {
    case .success(let reading):
      verdicts[reading.verdict, default: 0] += 1
      if let table {
        if !kaggle {
          try write(Self.row(path, reading), to: table)
        } else if let label = reading.label {
          try write(KaggleTable.row(path, label), to: table)
        } else {
          unanswered += 1
        }
      } else if json {
        try OutputStream.standard.writeJSON(
          .object(reading.members.merging(["file": .string(path)]) { own, _ in own }))
      } else {
        try OutputStream.standard.writeLines(["\(path): \(Self.words(reading, classes))"])
      }
    case .failure(let error):
      failed += 1
      let sentence = Self.sentence(path, error)
      if let table {
        let cells = [path] + Array(repeating: "", count: classes.count + 4) + ["\(error)"]
        if !kaggle {
          try write(
            cells.map(CSVText.field).joined(separator: ","), to: table, isAnswer: false)
        }
      } else if json {
        try OutputStream.standard.writeJSON(
          .object(["file": .string(path), "error": .string("\(error)")]))
      }
      if table == nil, !json {
        live.clear()
        OutputStream.error.note("\(sentence).", after: "lenet: ")
      } else if failures.count < Self.namedFailures {
        failures.append(sentence)
      }
    }
  }

  /// Takes the progress off the terminal.
  mutating func clear() { live.clear() }

  /// What was done when a signal stops the program.
  var stopped: String {
    "stopped after \(total.of("picture")), whose answers are written"
  }

  /// Prints a summary; throws for exit status 1 if a picture could not be read.
  mutating func finish() throws {
    live.clear()
    try table?.synchronize()
    guard total > 0 else {
      if let note = leftOut.note { OutputStream.error.remark(note) }
      throw CommandFailure.wrongUse(
        "there is no picture; name picture files, or folders that contain some")
    }
    if table != nil || total > 1, !json {
      let counts = Reading.Verdict.allCases.compactMap { verdict in
        verdicts[verdict].map { "\($0.grouped) \(Self.words(verdict))" }
      }
      let failedText = failed == 0 ? [] : ["\(failed.grouped) not readable"]
      OutputStream.error.note(
        "\(total.of("picture")): " + (counts + failedText).joined(separator: ", "))
    }
    for (path, pages) in paged {
      OutputStream.error.remark(
        "\(path) has \(pages.grouped) pages or frames; only \(page == 1 ? "the first" : "page \(page)") was read; "
          + "--page reads another one")
    }
    if pagedCount > paged.count {
      OutputStream.error.note("and \((pagedCount - paged.count).grouped) more such files")
    }
    for (path, bits) in stretched {
      OutputStream.error.remark(
        "\(path) uses \(bits) of 16 bits a channel; its brightness was stretched")
    }
    if stretchedCount > stretched.count {
      OutputStream.error.note("and \((stretchedCount - stretched.count).grouped) more such files")
    }
    if verdicts[.other] != nil, !json {
      OutputStream.error.remark("this reads one digit; for a number of several use lenet read")
    }
    if let note = leftOut.note { OutputStream.error.remark(note) }
    if unanswered + (kaggle ? failed : 0) > 0 {
      let count = unanswered + failed
      OutputStream.error.remark(
        "\(count.of("picture")) without an answer \(count == 1 ? "has" : "have") no line in the table"
      )
    }
    for failure in failures { OutputStream.error.note("\(failure).", after: "lenet: ") }
    if failed > failures.count, !failures.isEmpty {
      OutputStream.error.note("and \((failed - failures.count).grouped) more")
    }
    if let csv, !hasHeads {
      throw CommandFailure.wrongUse(
        "no picture could be answered, so the table \(csv) is not written")
    }
    guard failed == 0 else { throw CommandFailure(message: nil, status: ExitStatus.failedWork) }
  }

  /// An error with its file, unless the error already names it.
  static func sentence(_ path: String, _ error: ImageError) -> String {
    if case .unreadable(let error) = error {
      switch error.cause {
      case .notRegular: return "\(error); for a picture from standard input write -"
      case .folder: return "the folder \(path) cannot be read"
      default: return "\(error)"
      }
    }
    return "\(path): \(error)"
  }

  private static func words(_ verdict: Reading.Verdict) -> String {
    switch verdict {
    case .accepted, .unsure, .blank: verdict.rawValue
    case .several: "several digits"
    case .other: "not a digit"
    }
  }

  static func words(_ reading: Reading, _ classes: [String]) -> String {
    guard reading.verdict != .blank, let label = reading.label else {
      return "blank: no ink was found"
    }
    let order = reading.scores.indices.sorted { reading.scores[$0] > reading.scores[$1] }
    let confidence = NumberText.confidence(reading.confidence)
    let turn = reading.turned == 0 ? "" : ", turned by \(reading.turned) degrees"
    switch reading.verdict {
    case .unsure where reading.turned != 0:
      return "not a digit as it is; \(label)? \(confidence)\(turn)"
    case .accepted: return "\(label)  \(confidence)\(turn)"
    case .several:
      return "several digits, the main one like \(label); read whole numbers with lenet read"
    case .blank, .other:
      return
        "not a digit (\(NumberText.confidence(reading.other))); the nearest is \(label)"
    case .unsure:
      let shares = reading.shares
      let next = order.dropFirst().first.map { index in
        ", or \(classes[index]) \(NumberText.confidence(shares.classes[index]))"
      }
      let none = shares.none > 0.05 ? ", or no digit \(NumberText.confidence(shares.none))" : ""
      return "\(label)?  unsure: \(confidence)\(next ?? "")\(none)"
    }
  }

  private static func row(_ path: String, _ reading: Reading) -> String {
    let numbers = [reading.confidence] + reading.scores + [reading.other]
    let texts = numbers.map { NumberText.fixed($0, 6) }
    let isAnswer = reading.verdict == .accepted || reading.verdict == .unsure
    let label = isAnswer ? reading.label ?? "" : ""
    let cells = [path, reading.verdict.rawValue, label] + texts + [""]
    return cells.map(CSVText.field).joined(separator: ",")
  }
}
