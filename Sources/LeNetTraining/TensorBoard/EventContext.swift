import LeNetData
package import LeNetModel

/// The values needed to turn lines of `metrics.jsonl` into events.
struct EventContext: Sendable {
  /// The recipe's values, by name.
  let values: [(name: String, value: JSON)]
  private let stepsPerEpoch: Int
  private let totalSteps: Int

  /// The context of a run.
  init(_ run: TrainingRun) {
    var values: [(name: String, value: JSON)] = [
      ("architecture", .string(run.architecture.name)),
      ("data", .string(run.data.training.name)),
    ]
    if case .object(var recipe) = try? JSON(encoding: run.recipe) {
      for key in ["architecture", "summary"] { recipe[key] = nil }
      values += JSON.object(recipe).leaves.map { ($0.path.joined(separator: "."), $0.value) }
    }
    self.values = values + [("seed", JSON(run.options.seed))]
    stepsPerEpoch = run.stepsPerEpoch
    totalSteps = run.totalSteps
  }

  /// The number of the optimizer's steps at a line.
  func step(of line: JSON) -> Int {
    let epoch = max(1, min(line["epoch"]?.wholeNumber ?? 1, Recipe.largestEpochs))
    if line["event"]?.string == "step", let step = line["step"]?.wholeNumber {
      return (epoch - 1) * stepsPerEpoch + max(0, min(step, stepsPerEpoch))
    }
    return min(epoch * stepsPerEpoch, totalSteps)
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
