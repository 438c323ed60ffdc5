import LeNetData
import LeNetModel
package import LeNetText

/// The values needed to turn lines of `metrics.jsonl` into events.
struct EventContext: Sendable {
  /// The recipe's values, by name.
  let values: [(name: String, value: JSON)]
  private let stepsPerEpoch: Int
  private let totalSteps: Int

  /// The context of a run with a number of steps.
  init(_ identity: RunIdentity, stepsPerEpoch: Int, totalSteps: Int) {
    var values: [(name: String, value: JSON)] = [
      ("architecture", .string(identity.recipe.architecture.name)),
      ("data", .string(identity.data)),
    ]
    if case .object(var recipe) = try? JSON(encoding: identity.recipe) {
      for key in ["architecture", "summary"] { recipe[key] = nil }
      values += JSON.object(recipe).leaves.map { ($0.path.joined(separator: "."), $0.value) }
    }
    self.values = values + [("seed", JSON(identity.seed))]
    self.stepsPerEpoch = stepsPerEpoch
    self.totalSteps = totalSteps
  }

  /// The number of steps done at a line; a line that cannot be read counts as the end of epoch 1.
  func step(of line: MetricsLine?) -> Int {
    let epoch = line?.epoch ?? 1
    if let line, line.event == .step, let step = line.step {
      return (epoch - 1) * stepsPerEpoch + max(0, min(step, stepsPerEpoch))
    }
    return min(epoch * stepsPerEpoch, totalSteps)
  }

  /// Whether the line of an epoch follows with the same figures at the same step.
  func isRepeated(_ line: MetricsLine?) -> Bool {
    guard let line, line.event == .step else { return false }
    let step = step(of: line)
    return step == totalSteps || step == line.epoch * stepsPerEpoch
  }

  /// The records at the beginning of the file.
  func head(wallTime: Double) -> [[UInt8]] {
    [
      TensorBoardEvent.version(wallTime: wallTime),
      TensorBoardEvent.start(values, wallTime: wallTime),
    ]
  }
}

extension JSON {
  /// The values inside this one and their paths, in the order of keys; a list counts as one value.
  ///
  /// An object with a single key is a choice with settings, such as an optimizer: the key
  /// is a value too.
  package var leaves: [(path: [String], value: JSON)] {
    guard case .object(let values) = self else { return [([], self)] }
    var choice: [(path: [String], value: JSON)] = []
    if values.count == 1, let (name, value) = values.first, case .object = value {
      choice = [([], .string(name))]
    }
    return choice
      + values.keys.sorted().flatMap { key in
        (values[key] ?? .null).leaves.map { ([key] + $0.path, $0.value) }
      }
  }
}
