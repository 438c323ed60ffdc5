import LeNet
import LeNetImages
import LeNetReading
import LeNetText

/// Prints the numbers of pictures: as text, as JSON, as the tables of other programs, or into a CSV table.
struct PageReport {
  /// The forms of the output.
  enum Format: Equatable {
    case text, json, tsv, hocr
    case csv(String)
  }

  private let format: Format
  /// Whether each line of text begins with the picture's name.
  private let namesPictures: Bool
  /// The page or frame of each file that is read.
  private let page: Int
  /// Created with the first picture, so a wrong name does not empty an old table.
  private var table: LineFile?
  private var verdicts: [NumberReading.Verdict: Int] = [:]
  private var failures: [String] = []
  private var failed = 0
  private var without = 0
  private var total = 0
  private var paged: [(path: String, pages: Int)] = []
  private var live = LiveLine()
  /// The files in folders that were passed over.
  let leftOut = LeftOutFiles()

  /// The number of failures and of files with pages that are listed at the end.
  private static let named = 20

  init(format: Format, namesPictures: Bool, page: Int = 1) {
    self.page = page
    self.format = format
    self.namesPictures = namesPictures
  }

  mutating func add(_ path: String, _ result: Result<PageReading, ImageError>) throws {
    total += 1
    if total == 1 { try begin() }
    if case .csv = format { live.show(PictureCount(count: total, failed: failed)) }
    switch result {
    case .success(let page):
      for number in page.numbers { verdicts[number.verdict, default: 0] += 1 }
      if page.numbers.isEmpty { without += 1 }
      if page.pages > 1, paged.count < Self.named { paged.append((path, page.pages)) }
      try write(path, page)
    case .failure(let error):
      failed += 1
      let sentence = PredictionReport.sentence(path, error)
      switch format {
      case .json:
        try OutputStream.standard.writeJSON(
          .object(["file": .string(path), "error": .string("\(error)")]))
      case .csv:
        try table?.write(
          ([path] + [String](repeating: "", count: 9) + ["\(error)"]).map(CSVText.field)
            .joined(separator: ","))
      case .text, .tsv, .hocr: break
      }
      if failures.count < Self.named { failures.append(sentence) }
    }
  }

  /// Takes the progress off the terminal.
  mutating func clear() { live.clear() }

  /// What was done when a signal stops the program.
  var stopped: String { "stopped after \(total.of("picture")), whose numbers are written" }

  /// Prints a summary; throws for exit status 1 if a picture could not be read.
  mutating func finish() throws {
    live.clear()
    if format == .hocr, total > 0 { try Self.print(HOCR.end) }
    try table?.synchronize()
    guard total > 0 else {
      if let note = leftOut.note { OutputStream.error.remark(note) }
      throw CommandFailure.wrongUse(
        "there is no picture; name picture files, or folders that contain some")
    }
    if format != .json {
      let counts = NumberReading.Verdict.allCases.compactMap { verdict in
        verdicts[verdict].map { "\($0.grouped) \(verdict.rawValue)" }
      }
      let withoutText =
        without == 0 || total == 1 ? [] : ["\(without.of("picture")) without a number"]
      let failedText = failed == 0 ? [] : ["\(failed.grouped) not readable"]
      let numbers = verdicts.values.reduce(0, +)
      let found = numbers == 0 ? ["no number was found"] : ["\(numbers.of("number"))"] + counts
      OutputStream.error.note(
        "\(total.of("picture")): "
          + (found + withoutText + failedText).joined(separator: ", "))
      if format == .text { noteMarks() }
    }
    for (path, pages) in paged {
      OutputStream.error.remark(
        "\(path) has \(pages.grouped) pages or frames; only \(page == 1 ? "the first" : "page \(page)") was read; "
          + "--page reads another one")
    }
    if let note = leftOut.note { OutputStream.error.remark(note) }
    for failure in failures { OutputStream.error.note("\(failure).", after: "lenet: ") }
    if failed > failures.count {
      OutputStream.error.note("and \((failed - failures.count).grouped) more")
    }
    guard failed == 0 else { throw CommandFailure(message: nil, status: ExitStatus.failedWork) }
  }

  /// Says what the text does not: which numbers are marked, and which are left out.
  private func noteMarks() {
    if verdicts[.unsure] != nil {
      OutputStream.error.remark("a question mark follows each unsure number: look at it yourself")
    }
    if verdicts[.refused] != nil {
      OutputStream.error.remark(
        "refused numbers are likelier wrong than right, so the text leaves them out; "
          + "--json and --csv have them")
    }
  }

  private mutating func begin() throws {
    switch format {
    case .csv(let path):
      table = try LineFile(path)
      try table?.write(
        "file,line,number,text,verdict,confidence,left,top,width,height,error")
    case .tsv: try OutputStream.standard.writeLine(TesseractTable.header)
    case .hocr: try Self.print(HOCR.beginning)
    case .text, .json: break
    }
  }

  private static func print(_ lines: [String]) throws {
    for line in lines { try OutputStream.standard.writeLine(line) }
  }

  private func write(_ path: String, _ page: PageReading) throws {
    switch format {
    case .text:
      let name = namesPictures ? "\(path.visible): " : ""
      let lines = page.lines.compactMap(Self.text)
      try Self.print(
        lines.isEmpty && namesPictures ? [name + "no number"] : lines.map { name + $0 })
    case .json:
      try OutputStream.standard.writeJSON(
        .object(page.members.merging(["file": .string(path)]) { own, _ in own }))
    case .tsv: try Self.print(TesseractTable.lines(of: page, number: total))
    case .hocr: try Self.print(HOCR.lines(of: page, path, number: total, pageOfFile: self.page))
    case .csv:
      if page.numbers.isEmpty {
        try table?.write(
          ([path, "", "", "", "none"] + [String](repeating: "", count: 6)).map(CSVText.field)
            .joined(separator: ","))
      }
      for (index, line) in page.lines.enumerated() {
        for (place, number) in line.numbers.enumerated() {
          let cells =
            [
              path, "\(index + 1)", "\(place + 1)", number.text, number.verdict.rawValue,
              NumberText.fixed(number.confidence, 6),
            ] + number.box.places.map(String.init) + [""]
          try table?.write(cells.map(CSVText.field).joined(separator: ","))
        }
      }
    }
  }
}

extension PageReport {
  /// The numbers of a line without the refused ones, with a question mark behind each unsure one; nil without any.
  private static func text(of line: PageReading.Line) -> String? {
    let numbers = line.numbers.filter { $0.verdict != .refused }
    guard !numbers.isEmpty else { return nil }
    return numbers.map { $0.text + ($0.verdict == .unsure ? "?" : "") }.joined(separator: " ")
  }
}

extension PageReading {
  /// The box of all lines; nil without any.
  fileprivate var block: Box? {
    lines.first.map { first in lines.dropFirst().reduce(first.box) { $0.union($1.box) } }
  }

  /// The whole picture.
  fileprivate var whole: Box { Box(rows: 0..<rows, columns: 0..<columns) }
}

/// The table that tesseract writes: https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html.
enum TesseractTable {
  static let header = [
    "level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width",
    "height", "conf", "text",
  ].joined(separator: "\t")

  /// The page, its one block and paragraph, its lines, and its numbers as words.
  static func lines(of page: PageReading, number: Int) -> [String] {
    func row(_ level: Int, _ places: [Int], _ box: Box, _ confidence: String, _ text: String)
      -> String
    {
      ([level, number] + places + box.places).map(String.init).joined(separator: "\t")
        + "\t\(confidence)\t\(text)"
    }
    var lines = [row(1, [0, 0, 0, 0], page.whole, "-1", "")]
    guard let block = page.block else { return lines }
    lines.append(row(2, [1, 0, 0, 0], block, "-1", ""))
    lines.append(row(3, [1, 1, 0, 0], block, "-1", ""))
    for (index, line) in page.lines.enumerated() {
      lines.append(row(4, [1, 1, index + 1, 0], line.box, "-1", ""))
      for (place, number) in line.numbers.enumerated() {
        lines.append(
          row(
            5, [1, 1, index + 1, place + 1], number.box,
            NumberText.fixed(100 * number.confidence, 6), number.text))
      }
    }
    return lines
  }
}

/// hOCR 1.2, an HTML page with the places of what was read: http://kba.github.io/hocr-spec/1.2.
enum HOCR {
  static let beginning = [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<!DOCTYPE html>",
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">",
    "<head>",
    "<title>Numbers</title>",
    "<meta charset=\"utf-8\"/>",
    "<meta name=\"ocr-system\" content=\"lenet \(LeNetVersion.current)\"/>",
    "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line ocrx_word\"/>",
    "</head>",
    "<body>",
  ]
  static let end = ["</body>", "</html>"]

  static func lines(
    of page: PageReading, _ path: String, number: Int, pageOfFile: Int
  ) -> [String] {
    func box(_ box: Box) -> String {
      "bbox \(box.columns.lowerBound) \(box.rows.lowerBound) \(box.columns.upperBound) "
        + "\(box.rows.upperBound)"
    }
    let name = path.visible.replacing("&", with: "&amp;")
      .replacing("<", with: "&lt;").replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    var lines = [
      "<div class='ocr_page' id='page_\(number)' title='image \"\(name)\"; \(box(page.whole)); "
        + "ppageno \(pageOfFile - 1)'>"
    ]
    if let block = page.block {
      lines.append("<div class='ocr_carea' id='block_\(number)_1' title='\(box(block))'>")
      lines.append("<p class='ocr_par' id='par_\(number)_1' title='\(box(block))'>")
      for (index, line) in page.lines.enumerated() {
        lines.append(
          "<span class='ocr_line' id='line_\(number)_\(index + 1)' title='\(box(line.box))'>")
        for (place, word) in line.numbers.enumerated() {
          lines.append(
            "<span class='ocrx_word' id='word_\(number)_\(index + 1)_\(place + 1)' title='"
              + "\(box(word.box)); x_wconf \(Int(100 * word.confidence))'>\(word.text)</span>")
        }
        lines.append("</span>")
      }
      lines.append("</p>")
      lines.append("</div>")
    }
    lines.append("</div>")
    return lines
  }
}
