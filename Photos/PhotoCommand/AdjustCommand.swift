import ArgumentParser
import LeNetCatalog
import LeNetData
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
    let part = try Dataset.load(folder: data, split: .test)
    model.rejectionPolicy = nil
    let reader = try DigitReader(model: model)
    let width = model.classes.count
    let pixels = (0..<part.count).map(part.pixels)
    let logits = reader.logits(of: pixels)
    let digits = (0..<part.count).filter { part.labels[$0] < 10 }
    // The part begins with the clean digits, of which none is left out, and their photos.
    let clean = TrainingPlan.adjustment.digits.count
    let temperature = Calibration.temperature(
      of: digits.map { (Array(logits[$0 * width..<($0 + 1) * width]), Int(part.labels[$0])) })
    model.rejectionPolicy = RejectionPolicy(
      temperature: temperature, points: [.init(coverage: 1, threshold: 0)], usualCoverage: 1)
    let uncalibrated = try DigitReader(model: model).read(prepared: pixels)
    let photos = Self.photos(part, clean: clean)
    let calibration = Calibration.knots(
      of: (0..<clean + photos).map {
        (uncalibrated[$0].confidence, uncalibrated[$0].label == "\(part.labels[$0])")
      })
    model.rejectionPolicy?.calibration = calibration
    let readings = try DigitReader(model: model).read(prepared: pixels)
    let confidences = readings[..<clean].map(\.confidence).sorted(by: >)
    var points: [RejectionPolicy.Point] = []
    for share in Self.shares {
      let place = Int((share * Double(clean)).rounded(.up)) - 1
      // Rounded down, so that the file holds a short number and accepts no fewer.
      let threshold = (confidences[place] * 1e6).rounded(.down) / 1e6
      points.append(.init(coverage: share, threshold: min(threshold, points.last?.threshold ?? 1)))
    }
    model.rejectionPolicy = RejectionPolicy(
      temperature: temperature, calibration: calibration, points: points, usualCoverage: Self.usual)
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
        "share \(point.coverage): threshold \(point.threshold), photos \(photos.count) of "
          + "\(digits.count - clean), wrong \(wrong.count), non-digits \(others.count) of "
          + "\(part.count - digits.count)")
    }
  }

  /// The number of images after the clean digits that are photos of them.
  ///
  /// Photos without ink were left out, fewer than two in a hundred; what comes behind the photos are digits of a
  /// few pixels, which do not measure confidences.
  private static func photos(_ part: Dataset, clean: Int) -> Int {
    min(TrainingPlan.adjustment.photos * clean * 98 / 100, part.count - clean)
  }
}
