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

  @Option(help: "A model file of the space displacement network. (default: the built-in model)")
  var sliding: String?

  @Option(help: "The networks to read with: both, cuts or sliding.")
  var approach = NumberReader.Approach.both

  @Option(help: "Number of strings of each kind.")
  var strings = 2_000

  @Option(
    help: ArgumentHelp(
      "Folders with pictures and labels.csv, whose columns are the file and its digits.",
      valueName: "folder"))
  var pictures: [String] = []

  @Option(help: "Write the pictures that were read wrong, and their answers, to this folder.")
  var mistakes: String?

  @Flag(
    help:
      "Take the last 5,000 training images of MNIST, on which weights and thresholds are chosen.")
  var validation = false

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 2024

  /// Pixels between two digits, in those of MNIST.
  private static let gaps = [4...8, -1...4, -4...(-1)]

  func run() throws {
    let model = try self.model.map { try ModelFile.read($0) } ?? NumberReader.defaultModel
    let sliding =
      try self.sliding.map { try ModelFile.read($0) } ?? NumberReader.defaultSlidingModel
    func reader(_ grammar: NumberGrammar) throws -> NumberReader {
      try NumberReader(parts: model, sliding: sliding, approach: approach, grammar: grammar)
    }
    let (open, fixed) = (try reader(NumberGrammar()), try reader(NumberGrammar(length: 5)))
    let splits = try DatasetSplits.mnist()
    let test = validation ? splits.training : splits.test
    let images = validation ? 55_000..<60_000 : 0..<test.count
    print(
      "| strings | count | right | right with the length given | digits right | 95 % kept: wrong "
        + "| accepted | wrong among these |")
    print("|---|---|---|---|---|---|---|---|")
    for gaps in Self.gaps {
      var (proof, known) = (StringProof(), StringProof())
      for index in 0..<strings {
        var stream = RandomStream(
          seed: seed, purpose: .photo, epoch: 20, index: UInt32(index))
        let (picture, label) = try TestString(of: test, images, gaps, from: &stream).labelledPicture
        let page = open.read(picture)
        proof.add(page, label)
        known.add(fixed.read(picture), label)
        try keep(picture, page, label, name: "\(gaps.lowerBound)-\(index)")
      }
      print(
        "| gaps of \(gaps.lowerBound) to \(gaps.upperBound) pixels | \(strings) | "
          + "\(proof.right) | \(known.right) | \(proof.digits) | \(proof.wrongOfKept) "
          + "| \(proof.accepted) | \(proof.wrongOfAccepted) |")
    }
    try measureMarks(test, images, model: model, sliding: sliding)
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
        "| \(folder) | \(proof.count) | \(proof.right) | | \(proof.digits) | \(proof.wrongOfKept) "
          + "| \(proof.accepted) | \(proof.wrongOfAccepted) |"
      )
    }
  }

  /// Decimals and signed numbers, with the marks allowed.
  private func measureMarks(
    _ data: Dataset, _ images: Range<Int>, model: ModelFile, sliding: ModelFile
  ) throws {
    let reader = try NumberReader(
      parts: model, sliding: sliding, approach: approach,
      grammar: NumberGrammar(marks: [.point, .comma, .minus]))
    var right = 0
    for index in 0..<strings {
      var stream = RandomStream(seed: seed, purpose: .photo, epoch: 24, index: UInt32(index))
      let (picture, label) = try TestString(decimalsOf: data, images, from: &stream).labelledPicture
      let page = reader.read(picture)
      if page.text == label { right += 1 }
      try keep(picture, page, label, name: "decimal-\(index)", text: page.text)
    }
    print(
      "| decimals and signed numbers | \(strings) | "
        + "\(NumberText.percent(Double(right) / Double(max(strings, 1)))) | | | | | |")
  }

  private func keep(
    _ picture: RasterImage, _ page: PageReading, _ label: String, name: String, text: String? = nil
  ) throws {
    let text = text ?? StringProof.digits(of: page)
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
}

extension NumberReader.Approach: ExpressibleByArgument {}

/// Readings of strings with known digits.
private struct StringProof {
  private var answers: [(isRight: Bool, confidence: Double, isAccepted: Bool)] = []
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

  /// The share of strings of which every number is accepted.
  var accepted: String { share(answers.count { $0.isAccepted }, of: count) }
  /// The share of wrong ones among them.
  var wrongOfAccepted: String {
    share(answers.count { $0.isAccepted && !$0.isRight }, of: answers.count { $0.isAccepted })
  }

  mutating func add(_ page: PageReading, _ label: String) {
    let text = Self.digits(of: page)
    answers.append(
      (
        text == label, page.numbers.map(\.confidence).min() ?? 0,
        !page.numbers.isEmpty && page.numbers.allSatisfy { $0.verdict == .accepted }
      ))
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
