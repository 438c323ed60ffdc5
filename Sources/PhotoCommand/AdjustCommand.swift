import ArgumentParser
import LeNetData
import LeNetElementary
import LeNetModel
import LeNetReading

/// Sets a model's temperature and thresholds.
struct AdjustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjust",
    abstract:
      "Set a trained model's temperature and thresholds on the data that it was not trained on.")

  @Argument(help: "The model file of the training.")
  var model: String

  @Argument(help: "The folder that 'photos training' wrote.")
  var data: String

  @Argument(help: "The model file to write.")
  var output: String

  /// The shares of clean digits that can be accepted.
  static let shares = [0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999]
  static let usual = 0.99

  func run() throws {
    var model = try ModelFile.read(model)
    let part = try Dataset.load(folder: data, part: .test)
    model.acceptance = nil
    let reader = try DigitReader(model: model)
    let width = model.classes.count
    let logits = reader.logits(
      of: (0..<part.count).map { Array(part.images[$0 * 784..<($0 + 1) * 784]) })
    let digits = (0..<part.count).filter { part.labels[$0] < 10 }
    // The part begins with the clean digits, of which none is left out, and their photos.
    let clean = TrainingPlan.adjustment.digits.count
    let temperature = Self.temperature(
      digits.map { (Array(logits[$0 * width..<($0 + 1) * width]), Int(part.labels[$0])) })
    model.acceptance = Acceptance(
      temperature: temperature, points: [.init(share: 1, threshold: 0)], usual: 1)
    let pixels = (0..<part.count).map { Array(part.images[$0 * 784..<($0 + 1) * 784]) }
    let uncalibrated = try DigitReader(model: model).read(prepared: pixels)
    let photos = Self.photos(part, clean: clean)
    let calibration = Self.calibration(
      (0..<clean + photos).map {
        (uncalibrated[$0].confidence, uncalibrated[$0].label == "\(part.labels[$0])")
      })
    model.acceptance?.calibration = calibration
    let readings = try DigitReader(model: model).read(prepared: pixels)
    let confidences = readings[..<clean].map(\.confidence).sorted(by: >)
    var points: [Acceptance.Point] = []
    for share in Self.shares {
      let place = Int((share * Double(clean)).rounded(.up)) - 1
      // Rounded down, so that the file holds a short number and accepts no fewer.
      let threshold = (confidences[place] * 1e6).rounded(.down) / 1e6
      points.append(.init(share: share, threshold: min(threshold, points.last?.threshold ?? 1)))
    }
    model.acceptance = Acceptance(
      temperature: temperature, calibration: calibration, points: points, usual: Self.usual)
    try model.write(to: output)
    print("temperature \(temperature)")
    for point in points {
      func accepted(_ indices: some Collection<Int>) -> [Int] {
        indices.filter {
          readings[$0].verdict != .other && readings[$0].confidence >= point.threshold
        }
      }
      let photos = accepted(digits.filter { $0 >= clean })
      let wrong = photos.filter { readings[$0].digit != Int(part.labels[$0]) }
      let others = accepted((0..<part.count).filter { part.labels[$0] == 10 })
      print(
        "share \(point.share): threshold \(point.threshold), photos \(photos.count) of "
          + "\(digits.count - clean), wrong \(wrong.count), non-digits \(others.count) of "
          + "\(part.count - digits.count)")
    }
  }

  /// How many photos of the digits follow the clean ones: as long as the order of the labels is theirs or
  /// nothing was found, so the items' plan says it.
  private static func photos(_ part: Dataset, clean: Int) -> Int {
    // Two photos of each but those without ink; what follows them are small digits, a quarter as many.
    min(TrainingPlan.adjustment.photos * clean * 98 / 100, part.count - clean)
  }

  /// A curve from probabilities to the share that is right: means of groups of equal size, joined where a later
  /// one is right less often.
  static func calibration(_ answers: [(probability: Double, isRight: Bool)]) -> [Acceptance.Knot] {
    let sorted = answers.sorted { $0.probability < $1.probability }
    let groups = 60
    var blocks: [(probability: Double, right: Double, count: Double)] = []
    for group in 0..<groups {
      let members = sorted[sorted.count * group / groups..<sorted.count * (group + 1) / groups]
      guard !members.isEmpty else { continue }
      var block = (
        probability: members.reduce(0) { $0 + $1.probability },
        right: Double(members.count { $0.isRight }), count: Double(members.count)
      )
      // Pool adjacent violators.
      while let last = blocks.last, last.right / last.count >= block.right / block.count {
        block = (
          block.probability + last.probability, block.right + last.right, block.count + last.count
        )
        blocks.removeLast()
      }
      blocks.append(block)
    }
    func rounded(_ value: Double) -> Double { (value * 1e5).rounded() / 1e5 }
    var knots = [Acceptance.Knot(probability: 0, confidence: 0)]
    for block in blocks {
      // Half a right and half a wrong answer more, so that none is certain.
      let confidence = rounded((block.right + 0.5) / (block.count + 1))
      let probability = rounded(block.probability / block.count)
      guard let last = knots.last, probability > last.probability else { continue }
      knots.append(.init(probability: probability, confidence: max(confidence, last.confidence)))
    }
    if let last = knots.last, last.probability < 1 {
      let end = max(last.confidence, rounded(1 - 0.2 * (1 - last.confidence)))
      knots.append(.init(probability: 1, confidence: end))
    }
    return knots
  }

  /// The temperature at which the digits' labels are likeliest, by golden section.
  private static func temperature(_ answers: [(logits: [Float], label: Int)]) -> Double {
    func loss(_ logarithm: Double) -> Double {
      let temperature = Elementary.exp(logarithm)
      return answers.reduce(0) { sum, answer in
        let scaled = answer.logits.map { Double($0) / temperature }
        let greatest = scaled.max() ?? 0
        let powers = scaled.reduce(0) { $0 + Elementary.exp($1 - greatest) }
        return sum + Elementary.log(powers) + greatest - scaled[answer.label]
      }
    }
    let ratio = 0.6180339887498949
    var (low, high) = (-1.5, 1.5)
    for _ in 0..<24 {
      let (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
      if loss(left) < loss(right) { high = right } else { low = left }
    }
    return (Elementary.exp((low + high) / 2) * 1000).rounded() / 1000
  }
}
