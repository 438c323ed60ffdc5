import ArgumentParser
import Dispatch
import LeNetModel
import LeNetRandom
import LeNetReading
import LeNetText
import SyntheticPhotos
import Synchronization

/// Sets the confidences and thresholds of the reader of numbers.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract:
      "Set the confidences and thresholds of the reader of numbers on rows that it was not trained on."
  )

  @Argument(help: "The model file of 'photos sliding'.")
  var model: String

  @Argument(help: "The model file to write.")
  var output: String

  @Option(help: "A model file for the parts of numbers. (default: the built-in model)")
  var parts: String?

  @Option(help: "Number of rows of digits.")
  var rows = 6_000

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  private static let shares = [
    0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99,
  ]
  /// The most errors among the made-up rows that are accepted by default.
  private static let mostErrors = 0.01

  /// The wrong answer to a picture without a number; nil where nothing is read.
  private static func answer(
    to index: Int, by reader: NumberReader, seed: UInt64
  ) -> (probability: Double, isRight: Bool)? {
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: 34, index: UInt32(index))
    let kinds = NonDigit.allCases
    let kind = kinds[Int(stream.below(UInt32(kinds.count)))]
    let numbers = reader.read(kind.picture(from: &stream)).numbers
    return numbers.map(\.confidence).max().map { ($0, false) }
  }

  func run() throws {
    var model = try ModelFile.read(model)
    model.rejectionPolicy = nil
    let reader = try NumberReader(
      parts: try parts.map { try ModelFile.read($0) } ?? NumberReader.defaultModel, sliding: model,
      approach: .both)
    let rows = try RowSource(55_000..<60_000, epoch: 33, seed: seed)
    let results = Mutex([(probability: Double, isRight: Bool)?](repeating: nil, count: self.rows))
    DispatchQueue.concurrentPerform(iterations: self.rows) { index in
      // Ink that is no number counts, too.
      if index % 8 == 0 {
        let answer = Self.answer(to: index, by: reader, seed: seed)
        return results.withLock { $0[index] = answer }
      }
      let row = rows.row(index)
      guard row.showsAllDigits else { return }
      let page = reader.read(row.picture)
      let text = page.text.filter(\.isNumber)
      let answer = (
        probability: page.numbers.map(\.confidence).min() ?? 0,
        isRight: text == row.digits.map(String.init).joined()
      )
      results.withLock { $0[index] = answer }
    }
    let answers = results.withLock { $0 }.compactMap(\.self)
    let calibration = Calibration.knots(of: answers)
    var policy = RejectionPolicy(
      temperature: 1, calibration: calibration, points: [.init(coverage: 1, threshold: 0)],
      usualCoverage: 1)
    let confidences = answers.map { policy.confidence(of: $0.probability) }.sorted(by: >)
    policy.points = []
    for share in Self.shares {
      let place = Int((share * Double(answers.count)).rounded(.up)) - 1
      let threshold = (confidences[place] * 1e6).rounded(.down) / 1e6
      policy.points.append(
        .init(coverage: share, threshold: min(threshold, policy.points.last?.threshold ?? 1)))
    }
    /// The numbers with at least the confidence of a share, and how many of these are wrong.
    func accepted(_ point: RejectionPolicy.Point) -> (count: Int, wrong: Int) {
      let all = answers.filter { policy.confidence(of: $0.probability) >= point.threshold }
      return (all.count, all.count { !$0.isRight })
    }
    policy.usualCoverage =
      policy.points.last { point in
        let (count, wrong) = accepted(point)
        return Double(wrong) <= Self.mostErrors * Double(count)
      }?.coverage ?? policy.points[0].coverage
    model.rejectionPolicy = policy
    try model.write(to: output)
    let right = answers.count { $0.isRight }
    print("\(answers.count) rows that show all digits")
    print("right \(NumberText.percent(Double(right) / Double(answers.count)))")
    for point in policy.points {
      let (count, wrong) = accepted(point)
      print(
        "share \(point.coverage): threshold \(point.threshold), accepted \(count), wrong \(wrong)"
          + (point.coverage == policy.usualCoverage ? ", the usual one" : ""))
    }
  }
}
