import ArgumentParser
import LeNetCatalog
import LeNetData
import LeNetFiles
import LeNetImages
import LeNetModel
import LeNetRandom
import LeNetReading
import LeNetText
import SyntheticPhotos

/// Measures the reader of numbers on strings of MNIST's test digits, and on labelled pictures.
struct NumbersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "numbers", abstract: "Measure the reader of numbers.")

  @Option(help: "A model file. (default: the built-in model)")
  var model: String?

  @Option(help: "Number of strings of each kind.")
  var strings = 2_000

  @Option(
    help: ArgumentHelp(
      "Folders with pictures and labels.csv, whose columns are the file and its digits.",
      valueName: "folder"))
  var pictures: [String] = []

  @Option(help: "Write the pictures that were read wrong, and their answers, to this folder.")
  var mistakes: String?

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 2024

  /// Pixels between two digits, in those of MNIST.
  private static let gaps = [4...8, -1...4, -4...(-1)]

  func run() throws {
    let model = try self.model.map { try ModelFile.read($0) } ?? NumberReader.defaultModel
    let open = try NumberReader(model: model)
    let fixed = try NumberReader(model: model, grammar: NumberGrammar(length: 5))
    let test = try DatasetSplits.mnist().test
    print(
      "| strings | count | right | right with the length given | digits right | 95 % kept: wrong |")
    print("|---|---|---|---|---|---|")
    for gaps in Self.gaps {
      var (proof, known) = (StringProof(), StringProof())
      for index in 0..<strings {
        var stream = RandomStream(
          seed: seed, purpose: .photo, epoch: 20, index: UInt32(index))
        let (picture, label) = try Self.string(of: test, gaps, from: &stream)
        let page = open.read(picture)
        proof.add(page, label)
        known.add(fixed.read(picture), label)
        try keep(picture, page, label, name: "\(gaps.lowerBound)-\(index)")
      }
      print(
        "| gaps of \(gaps.lowerBound) to \(gaps.upperBound) pixels | \(strings) | "
          + "\(proof.right) | \(known.right) | \(proof.digits) | \(proof.wrongOfKept) |")
    }
    for folder in pictures {
      var proof = StringProof()
      for (file, label) in try Self.labels(in: folder) {
        let picture = try RasterImage(
          contentsOf: joinPath(folder, file), longest: RasterImage.longestPageSide)
        let page = open.read(picture)
        proof.add(page, label)
        try keep(picture, page, label, name: file)
      }
      print(
        "| \(folder) | \(proof.count) | \(proof.right) | | \(proof.digits) | \(proof.wrongOfKept) |"
      )
    }
  }

  private func keep(
    _ picture: RasterImage, _ page: PageReading, _ label: String, name: String
  ) throws {
    let text = StringProof.digits(of: page)
    guard let mistakes, text != label else { return }
    try makeFolders(mistakes)
    let file = "\(label) read as \(text.isEmpty ? "nothing" : text), \(name).png"
    try AtomicFile.write(
      picture.encoded(as: ".png"), to: joinPath(mistakes, file.replacing("/", with: "_")))
  }

  /// The files of a folder, and their digits: a label's other characters are left out.
  private static func labels(in folder: String) throws -> [(file: String, label: String)] {
    let bytes = try FileReading.bytes(of: joinPath(folder, "labels.csv"), limit: 1 << 24)
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let names = lines.first?.split(separator: ",").map(String.init) ?? []
    let column = names.firstIndex { ["digits", "label"].contains($0) } ?? 1
    return lines.dropFirst().compactMap { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > column else { return nil }
      return (String(fields[0]), fields[column].filter(\.isNumber))
    }
  }

  /// Five digits in a row, dark on white and three times as large as in MNIST, with their left and right margins cut
  /// off, up to two pixels too high or too low.
  private static func string(
    of data: Dataset, _ gaps: ClosedRange<Int>, from stream: inout RandomStream
  ) throws -> (picture: RasterImage, label: String) {
    let (rows, columns, scale) = (40, 260, 3)
    var ink = [UInt8](repeating: 0, count: rows * columns)
    var (place, label) = (8, "")
    for _ in 0..<5 {
      let index = Int(stream.below(UInt32(data.count)))
      label += "\(data.labels[index])"
      let pixels = data.pixels(of: index)
      let used = (0..<28).filter { column in (0..<28).contains { pixels[$0 * 28 + column] > 0 } }
      guard let left = used.first, let right = used.last else { continue }
      let down = Int(stream.below(5)) + 4
      for row in 0..<28 {
        for column in left...right {
          let target = (row + down) * columns + place + column - left
          ink[target] = max(ink[target], pixels[row * 28 + column])
        }
      }
      place += right - left + 1 + gaps.lowerBound + Int(stream.below(UInt32(gaps.count)))
    }
    let width = min(columns, place + 8)
    func value(_ row: Int, _ column: Int) -> Float {
      guard row >= 0, row < rows, column >= 0, column < width else { return 0 }
      return Float(ink[row * columns + column])
    }
    var bytes: [UInt8] = []
    for row in 0..<rows * scale {
      let y = (Float(row) + 0.5) / Float(scale) - 0.5
      for column in 0..<width * scale {
        let x = (Float(column) + 0.5) / Float(scale) - 0.5
        let (top, left) = (y.rounded(.down), x.rounded(.down))
        let (down, right) = (y - top, x - left)
        let (line, first) = (Int(top), Int(left))
        let above = value(line, first) * (1 - right) + value(line, first + 1) * right
        let below = value(line + 1, first) * (1 - right) + value(line + 1, first + 1) * right
        bytes.append(255 - UInt8(above * (1 - down) + below * down))
      }
    }
    return (
      try RasterImage(
        rows: rows * scale, columns: width * scale, channels: .grey, bytes: bytes), label
    )
  }
}

/// Readings of strings with known digits.
private struct StringProof {
  private var answers: [(isRight: Bool, confidence: Double)] = []
  private var edits = 0
  private var wanted = 0

  var count: Int { answers.count }
  /// The share of strings without any mistake.
  var right: String { share(answers.count { $0.isRight }, of: count) }
  /// The share of digits right, by edit distance.
  var digits: String { share(wanted - edits, of: wanted) }
  /// The share of wrong ones among the 95 % with the greatest confidence.
  var wrongOfKept: String {
    let kept = answers.sorted { $0.confidence > $1.confidence }.prefix(count * 95 / 100)
    return share(kept.count { !$0.isRight }, of: kept.count)
  }

  mutating func add(_ page: PageReading, _ label: String) {
    let text = Self.digits(of: page)
    answers.append((text == label, page.numbers.map(\.confidence).min() ?? 0))
    edits += Self.distance(Array(text), Array(label))
    wanted += label.count
  }

  /// All digits of a page in reading order.
  static func digits(of page: PageReading) -> String { page.text.filter(\.isNumber) }

  private func share(_ part: Int, of all: Int) -> String {
    all == 0 ? "-" : NumberText.percent(Double(part) / Double(all))
  }

  /// The number of digits to insert, remove or replace.
  ///
  /// V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals" (1966).
  private static func distance(_ found: [Character], _ label: [Character]) -> Int {
    var row = Array(0...label.count)
    for (index, character) in found.enumerated() {
      var corner = row[0]
      row[0] = index + 1
      for (place, other) in label.enumerated() {
        let changed = corner + (character == other ? 0 : 1)
        corner = row[place + 1]
        row[place + 1] = min(row[place + 1] + 1, row[place] + 1, changed)
      }
    }
    return row[label.count]
  }
}
