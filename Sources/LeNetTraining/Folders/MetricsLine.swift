package import LeNetFiles
import LeNetText
import LeNetModel

/// A line of `metrics.jsonl`: the figures inside an epoch or at its end.
public struct MetricsLine: Hashable, Sendable {
  /// What a line tells of.
  package enum Event: String, Sendable {
    /// A point inside an epoch.
    case step
    /// A whole epoch.
    case epoch
  }

  /// What the line tells of.
  package let event: Event
  /// The epoch, counted from 1.
  public let epoch: Int
  /// Steps done in this epoch, where the line lies inside it.
  package var step: Int?
  /// Steps of a whole epoch, where the line lies inside one.
  package var stepsPerEpoch: Int?
  /// The running mean loss in training.
  public package(set) var trainLoss: Double?
  /// The running accuracy in training, 0...1.
  public package(set) var trainAccuracy: Double?
  /// The mean loss on the validation split.
  public package(set) var validationLoss: Double?
  /// The accuracy on the validation split, 0...1.
  public package(set) var validationAccuracy: Double?
  /// The mean loss on the test set, where it was measured.
  public package(set) var testLoss: Double?
  /// The accuracy on the test set, where it was measured, 0...1.
  public package(set) var testAccuracy: Double?
  /// The rate of the last step.
  public package(set) var learningRate: Double?
  /// Images trained a second.
  public package(set) var examplesPerSecond: Double?
  /// Wall time of the epoch.
  public package(set) var seconds: Double?
  /// Whether the epoch was the best so far.
  public package(set) var isKept = false
  /// The rates of the single parameters, where an optimizer gives each its own.
  package var effectiveRates: EffectiveRates?
  /// Where the run ends, in epochs, if that is inside this one.
  var end: Double?

  /// A line without figures.
  init(_ event: Event, epoch: Int) {
    self.event = event
    self.epoch = epoch
  }

  /// Where the line lies on an axis of epochs: 1.5 is the middle of the second.
  public var position: Double {
    guard let step, let stepsPerEpoch, stepsPerEpoch > 0 else {
      return min(Double(epoch), max(end ?? Double(epoch), Double(epoch - 1)))
    }
    return Double(epoch - 1) + min(max(Double(step) / Double(stepsPerEpoch), 0), 1)
  }
}

// MARK: - JSON

extension MetricsLine {
  /// The figures by their keys.
  package static let figures: [(key: String, path: any WritableKeyPath<Self, Double?> & Sendable)] =
    [
      ("trainLoss", \.trainLoss), ("trainAccuracy", \.trainAccuracy),
      ("validationLoss", \.validationLoss), ("validationAccuracy", \.validationAccuracy),
      ("testLoss", \.testLoss), ("testAccuracy", \.testAccuracy), ("learningRate", \.learningRate),
      ("examplesPerSecond", \.examplesPerSecond), ("seconds", \.seconds),
    ]

  /// The line as an object; a figure that is not finite is `null`.
  var json: JSON {
    var fields: [String: JSON] = ["event": .string(event.rawValue), "epoch": .integer(epoch)]
    for (key, path) in Self.figures { fields[key] = self[keyPath: path].map { JSON($0) } }
    fields["step"] = step.map(JSON.integer)
    fields["stepsPerEpoch"] = stepsPerEpoch.map(JSON.integer)
    if event == .epoch { fields["kept"] = .bool(isKept) }
    fields["effectiveRates"] = effectiveRates?.json
    return .object(fields)
  }

  /// Reads a line; nil if it is not JSON, has an unknown event, or its epoch is out of range.
  package init?(reading text: some Sequence<UInt8>) {
    guard let json = try? JSON(reading: Array(text)),
      let event = json["event"]?.string.flatMap(Event.init),
      let epoch = json["epoch"]?.wholeNumber, 1...Recipe.largestEpochs ~= epoch
    else { return nil }
    self.init(event, epoch: epoch)
    step = json["step"]?.wholeNumber
    stepsPerEpoch = json["stepsPerEpoch"]?.wholeNumber
    for (key, path) in Self.figures { self[keyPath: path] = json[key]?.double }
    isKept = json["kept"] == .bool(true)
    effectiveRates = json["effectiveRates"].flatMap { EffectiveRates($0) }
  }

  /// The largest file that is read, in bytes.
  private static let largestFile = 1 << 30

  /// The lines of a file in order, or only those of one event; those that cannot be read are left out.
  package static func lines(
    of path: String, event: Event? = nil
  ) throws(FileReadingError) -> [MetricsLine] {
    var lines: [MetricsLine] = []
    try RegularFile(path, limit: largestFile).forEachLine { text in
      if let line = MetricsLine(reading: text), event == nil || line.event == event {
        lines.append(line)
      }
    }
    return lines
  }

  /// The figures of a file, within epochs and of epochs; lines that cannot be read are left out.
  ///
  /// With a number `most`, only about as many of the newest of each kind stay in memory, and the newest kept epoch.
  package static func figures(
    of path: String, most: Int? = nil
  ) throws(FileReadingError) -> (steps: [MetricsLine], epochs: [MetricsLine]) {
    var (steps, epochs) = ([MetricsLine](), [MetricsLine]())
    try RegularFile(path, limit: largestFile).forEachLine { text in
      guard let line = MetricsLine(reading: text) else { return }
      if line.event == .step { steps.append(line) } else { epochs.append(line) }
      guard let most else { return }
      if steps.count > 2 * most { steps.removeFirst(steps.count - most) }
      if epochs.count > 2 * most {
        let kept = epochs.last { $0.isKept }
        epochs.removeFirst(epochs.count - most)
        if let kept, !epochs.contains(where: { $0.isKept }) { epochs.insert(kept, at: 0) }
      }
    }
    return (steps, epochs)
  }
}
