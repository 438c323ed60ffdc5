import ArgumentParser
import Dispatch
import LeNetCatalog
import LeNetData
import LeNetFiles
import LeNetImages
import LeNetModel
import LeNetRandom
import SyntheticPhotos
import Synchronization

/// Writes the training data of the reader of numbers: parts of rows of digits.
struct PiecesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pieces",
    abstract: "Write the training and validation data of the reader of numbers, as IDX files.",
    discussion: """
      The parts between two cuts of made-up rows of digits: whole digits, and as "other" what a cut \
      leaves of them, several digits, and marks. The training split takes the first 55,000 training \
      images of MNIST, the validation split the last 5,000; a third of the rows are made from strokes. \
      No test image is used.
      """)

  @Argument(help: "The folder to write.")
  var output: String

  @Option(help: "Number of rows of digits of the training split.")
  var rows = 60_000

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  func run() throws {
    let mnist = try DatasetSplits.mnist().training
    for (split, count, range, epoch) in [
      ("train", rows, 0..<55_000, UInt32(21)), ("t10k", rows / 10, 55_000..<60_000, 22),
    ] {
      var byDigit = [[Int]](repeating: [], count: 10)
      for index in range { byDigit[Int(mnist.labels[index])].append(index) }
      let images = byDigit
      let results = Mutex([[PreparedItem]](repeating: [], count: count))
      DispatchQueue.concurrentPerform(iterations: count) { index in
        var stream = RandomStream(seed: seed, purpose: .photo, epoch: epoch, index: UInt32(index))
        let digits = (0..<Int(1 + stream.below(6))).map { _ in Int(stream.below(10)) }
        let isMNIST = stream.uniform() < 0.65
        let string = DigitString(
          digits,
          shape: isMNIST
            ? { digit, stream in
              mnist.pixels(of: images[digit][Int(stream.below(UInt32(images[digit].count)))])
            } : nil, from: &stream)
        let made = Self.parts(of: string, &stream)
        results.withLock { $0[index] = made }
      }
      let parts = results.withLock { $0 }.flatMap(\.self)
      let digits = range.map { PreparedItem(pixels: mnist.pixels(of: $0), label: mnist.labels[$0]) }
      let made = parts + digits
      try TrainingFiles(folder: output).write(made, split: split)
      let others = made.count { $0.label == 10 }
      print("\(split): \(made.count) images from \(count) rows, \(others) of them no digits")
    }
    try TrainingFiles(folder: output).writeClasses()
  }

  /// The share of the other parts to keep: without it there are five times as many as digits.
  private static let keptOthers = 0.35

  /// The parts of a row's picture with their labels; those that are nearly a digit are left out.
  private static func parts(
    of string: DigitString, _ stream: inout RandomStream
  ) -> [PreparedItem] {
    guard let page = PageInk(string.picture) else { return [] }
    var totals: [UInt8: Float] = [:]
    for owner in string.owners { totals[owner, default: 0] += 1 }
    var made: [PreparedItem] = []
    for row in page.rows {
      let count = row.cuts.count - 1
      var others: [[UInt8]] = []
      for from in 0..<count {
        for to in from + 1...min(from + 6, count) {
          let sums = row.inkByOwner(
            from: from, to: to, string.owners, columns: string.picture.columns)
          let all = sums.values.reduce(0, +)
          guard all > 0 else { continue }
          let shares = sums.filter { $0.key != DigitString.noDigit }
            .sorted { $0.value > $1.value }
          let label: UInt8?
          if let main = shares.first {
            let whole = main.value / (totals[main.key] ?? 1)
            let foreign = (all - main.value) / all
            let second = shares.count > 1 ? shares[1].value / (totals[shares[1].key] ?? 1) : 0
            if whole >= 0.93, foreign <= 0.08 {
              label = UInt8(string.digits[Int(main.key)])
            } else if whole < 0.75 || second > 0.3 || foreign > 0.25 {
              label = 10
            } else {
              label = nil
            }
          } else {
            label = 10
          }
          guard let label else { continue }
          guard label < 10 || stream.uniform() < keptOthers else { continue }
          guard let part = row.part(from: from, to: to),
            Float(part.box.columns.count) <= 1.8 * row.height || to == from + 1
          else { continue }
          if label < 10 {
            made.append(PreparedItem(pixels: part.pixels, label: label))
          } else {
            others.append(part.pixels)
          }
        }
      }
      made += others.map { PreparedItem(pixels: $0, label: 10) }
    }
    return made
  }
}
