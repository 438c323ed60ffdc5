import Foundation
import LeNetCatalog
import LeNetData
import LeNetImages
import Testing

@Suite("lenet read")
struct ReadCommandTests {
  /// Writes a page of two lines of MNIST's test digits, dark on white and twice as large; gives its lines.
  @discardableResult
  private static func page(in folder: TemporaryFolder, as name: String = "page.pgm") throws
    -> [String]
  {
    let data = try Dataset.mnist(.test)
    let lines = [0..<3, 3..<7]
    let (rows, columns) = (160, 340)
    var bytes = [UInt8](repeating: 255, count: rows * columns)
    for (number, line) in lines.enumerated() {
      for (place, index) in line.enumerated() {
        let pixels = data.pixels(of: index)
        for y in 0..<56 {
          for x in 0..<56 {
            let target = (number * 76 + 10 + y) * columns + 20 + place * 60 + x
            bytes[target] = 255 - pixels[y / 2 * 28 + x / 2]
          }
        }
      }
    }
    try folder.write(Array("P5 \(columns) \(rows) 255\n".utf8) + bytes, to: name)
    return lines.map { line in line.map { "\(data.labels[$0])" }.joined() }
  }

  /// The lines of text without the marks of unsure numbers.
  private static func lines(_ result: LeNetProcess.Result) -> [String] { lines(result.output) }

  private static func lines(_ text: String) -> [String] {
    text.filter { $0 != "?" }.split(separator: "\n").map(String.init)
  }

  @Test("A page is read as lines of text, and its numbers are counted")
  func text() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.page(in: folder)
    let result = try LeNetProcess.run(["read", "page.pgm"], in: folder.path)
    #expect(result.status == 0 && Self.lines(result) == lines, "\(result)")
    #expect(result.errors.hasPrefix("1 picture: 2 numbers, "), "\(result)")
    // Several pictures are named.
    let both = try LeNetProcess.run(["read", "page.pgm", "page.pgm"], in: folder.path)
    #expect(Self.lines(both) == (lines + lines).map { "page.pgm: \($0)" })
    let piped = try LeNetProcess.shell("\"$LENET\" read - < page.pgm", in: folder)
    #expect(Self.lines(piped) == lines)
  }

  @Test("The text marks unsure numbers, leaves refused ones out, and names pictures without one")
  func verdicts() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.page(in: folder)
    let blank = Array("P5 50 50 255\n".utf8) + [UInt8](repeating: 255, count: 2500)
    try folder.write(blank, to: "blank.pgm")
    let unsure = try LeNetProcess.run(
      ["read", "page.pgm", "blank.pgm", "--confidence", "1"], in: folder.path)
    #expect(
      unsure.output
        == (lines.map { "page.pgm: \($0)?" } + ["blank.pgm: no number", ""])
        .joined(separator: "\n"))
    #expect(unsure.errors.contains("2 unsure, 1 picture without a number"), "\(unsure)")
    #expect(unsure.errors.contains("question mark"))
    let sure = try LeNetProcess.run(["read", "page.pgm", "--confidence", "0"], in: folder.path)
    #expect(sure.output == lines.map { $0 + "\n" }.joined() && !sure.errors.contains("question"))
    // Neither line has two digits.
    let refused = try LeNetProcess.run(["read", "page.pgm", "--length", "2"], in: folder.path)
    #expect(refused.output.isEmpty && refused.errors.contains("refused numbers"), "\(refused)")
    let table = try LeNetProcess.run(
      ["read", "page.pgm", "blank.pgm", "--csv", "-"], in: folder.path)
    #expect(table.lines.contains("blank.pgm,,,,none,,,,,,"), "\(table)")
  }

  @Test("An object for programs has the lines, numbers and digits with their boxes")
  func json() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.page(in: folder)
    let object = try #require(
      try LeNetProcess.run(["read", "page.pgm", "--json"], in: folder.path).objects().first)
    #expect(object.keys.sorted() == ["columns", "file", "lines", "pages", "rows"])
    #expect(object["rows"] as? Int == 160 && object["columns"] as? Int == 340)
    let found = try #require(object["lines"] as? [[String: Any]])
    #expect(found.map { $0["text"] as? String } == lines)
    #expect(found.allSatisfy { $0.keys.sorted() == ["box", "numbers", "text"] })
    let number = try #require((found[1]["numbers"] as? [[String: Any]])?.first)
    #expect(number.keys.sorted() == ["box", "confidence", "symbols", "text", "verdict"])
    let symbols = try #require(number["symbols"] as? [[String: Any]])
    #expect(
      symbols.allSatisfy { $0.keys.sorted() == ["alternatives", "box", "confidence", "text"] })
    #expect(symbols.map { $0["text"] as? String } == lines[1].map(String.init))
    let box = try #require(symbols[0]["box"] as? [Int])
    #expect(box.count == 4 && box[0] >= 20 && box[0] + box[2] <= 80 && box[1] >= 86, "\(box)")
  }

  @Test("The table has tesseract's columns, a row for each level, and words with a confidence")
  func tsv() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.page(in: folder)
    let rows = Self.lines(
      try LeNetProcess.run(["read", "page.pgm", "--tsv"], in: folder.path)
    ).map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    #expect(
      rows[0] == [
        "level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top",
        "width", "height", "conf", "text",
      ])
    try #require(rows.count == 8 && rows.allSatisfy { $0.count == 12 })
    #expect(rows.dropFirst().map { $0[0] } == ["1", "2", "3", "4", "5", "4", "5"])
    #expect(Array(rows[1][6...]) == ["0", "0", "340", "160", "-1", ""])
    let words = rows.filter { $0[0] == "5" }
    #expect(words.map { $0[11] } == lines && words.map { $0[4] } == ["1", "2"])
    #expect(words.allSatisfy { (Double($0[10]) ?? -1) > 50 })
  }

  @Test("hOCR is well-formed, whatever a picture is called")
  func hocr() throws {
    let folder = try TemporaryFolder()
    let name = "a&b<'\">.pgm"
    let lines = try Self.page(in: folder, as: name)
    let result = try LeNetProcess.run(["read", "./\(name)", "--hocr"], in: folder.path)
    #expect(result.status == 0)
    let parser = XMLParserCounter(result.output)
    #expect(parser.isWellFormed, "\(result.output)")
    #expect(parser.words == lines)
  }

  @Test("A table has a line for each number, and one for a file that is no picture")
  func csv() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.page(in: folder, as: "pages/a.pgm")
    try folder.write("no picture", to: "pages/b.png")
    let result = try LeNetProcess.run(["read", "pages", "--csv", "n.csv"], in: folder.path)
    #expect(result.status == 1)
    let table = String(decoding: try #require(folder.bytes("n.csv")), as: UTF8.self)
    let rows = table.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows[0] == [
        "file", "line", "number", "text", "verdict", "confidence", "left", "top", "width",
        "height", "error",
      ])
    #expect(rows[1...2].map { $0[3] } == lines && rows[1...2].map { $0[1] } == ["1", "2"])
    #expect(rows[3][0].hasSuffix("b.png") && !rows[3][10].isEmpty)
  }

  @Test("What is known of the numbers is kept")
  func known() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.page(in: folder)
    let four = try LeNetProcess.run(["read", "page.pgm", "--length", "4"], in: folder.path)
    #expect(
      Self.lines(four).allSatisfy { $0.count == 4 } && Self.lines(four).last == lines[1], "\(four)")
    let first = try #require(lines[1].first)
    let pattern = try LeNetProcess.run(
      ["read", "page.pgm", "--pattern", "\(first)###"], in: folder.path)
    #expect(Self.lines(pattern).last == lines[1])
  }

  @Test(
    "Wrong use is told",
    arguments: [
      (["--length", "0"], "--length is 0"), (["--marks", ".x"], "--marks has 'x'"),
      (["--pattern", "ab"], "the pattern 'ab' has 'a'"),
      (["--pattern", "##", "--length", "2"], "leave --length out"),
      (["--json", "--tsv"], "--json and --tsv exclude each other"),
      (["--confidence", "2"], "--confidence is 2"), (["--checksum", "lun"], "luhn"),
      (["--csv", "page.pgm"], "names a picture"),
    ])
  func wrongUse(options: [String], sentence: String) throws {
    let folder = try TemporaryFolder()
    try Self.page(in: folder)
    let result = try LeNetProcess.run(["read", "page.pgm"] + options, in: folder.path)
    #expect(result.status == 2 && result.errors.contains(sentence), "\(result)")
    #expect(result.output.isEmpty)
  }

  @Test("A page without numbers is no error")
  func blank() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Array("P5 50 40 255\n".utf8) + [UInt8](repeating: 255, count: 2000), to: "blank.pgm")
    let result = try LeNetProcess.run(["read", "blank.pgm"], in: folder.path)
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.errors.contains("no number was found"), "\(result)")
  }
}

/// The words of an hOCR page, by a strict reader of tags.
private struct XMLParserCounter {
  private(set) var isWellFormed = true
  private(set) var words: [String] = []

  init(_ text: String) {
    var open: [String] = []
    var rest = Substring(text)
    var isWord = false
    while let start = rest.firstIndex(of: "<") {
      let content = rest[..<start]
      if isWord, !content.contains("\n") { words.append(String(content)) }
      isWord = false
      guard let end = rest[start...].firstIndex(of: ">") else {
        isWellFormed = false
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        if open.popLast() != String(tag.dropFirst()) { isWellFormed = false }
      } else {
        open.append(String(tag.prefix { $0 != " " }))
        isWord = tag.contains("ocrx_word")
      }
    }
    if !open.isEmpty { isWellFormed = false }
  }
}
