import ArgumentParser
import LeNet

/// The images that are measured.
struct EvaluatedPart {
  /// The parts of a data set as `--part` names them.
  enum Name: String, ExpressibleByArgument, CaseIterable {
    case test
    case validation
    case training
  }

  let name: Name
  let dataset: Dataset
  /// Positions in `dataset`, or nil for all of it.
  let indices: [Int32]?

  /// Reads the files of that part only.
  init(_ name: Name, of data: DataOptions, validation: Int?, model: ModelFile) throws {
    self.name = name
    dataset = try data.load(
      name == .test ? .test : .training, for: model.architecture.input,
      default: model.training?.dataset)
    let count = validation ?? model.training?.validation ?? Recipe.pytorch.validation
    if name == .test {
      indices = nil
    } else {
      let split = try ValidationSplit.indices(labels: dataset.labels, count: count)
      indices = name == .validation ? split.validation : split.training
    }
    if indices?.isEmpty == true {
      throw CommandFailure.wrongUse(
        "The model was trained without a validation part: choose another --part, "
          + "or say with --validation how many images to split off.")
    }
  }

  /// How many images are measured.
  var count: Int { indices?.count ?? dataset.count }

  /// The position in the data set of the image that was measured as number `position`.
  func index(_ position: Int) -> Int {
    indices.map { Int($0[position]) } ?? position
  }
}
