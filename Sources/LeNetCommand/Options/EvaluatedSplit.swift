import ArgumentParser
import LeNet
import LeNetData

/// The images to evaluate on.
struct EvaluatedSplit {
  /// The splits of a data set as `--split` names them.
  enum Name: String, ExpressibleByArgument, CaseIterable {
    case test
    case validation
    case training
  }

  let name: Name
  let dataset: Dataset
  /// Positions in `dataset`, or nil for all of it.
  let indices: [Int32]?

  /// Reads only the files of that split.
  init(_ name: Name, of data: DataOptions, validation: Int?, model: ModelFile) throws {
    self.name = name
    let given = try data.load(
      name == .test ? .test : .training, for: model.architecture.input,
      default: model.training?.dataset)
    // All tables and drawings name the classes as the model does.
    dataset = given.numbered(by: model.classes) ?? given
    let count =
      validation ?? model.training?.validation ?? dataset.validation?.count
      ?? Recipe.pytorch.validation
    if name == .test {
      indices = nil
    } else {
      let split = try ValidationSplit.indices(of: dataset, count: count)
      indices = name == .validation ? split.validation : split.training
    }
    if indices?.isEmpty == true {
      throw CommandFailure.wrongUse(
        validation == 0
          ? "--validation is 0, so there is no validation split; give the number of its images"
          : "the model was trained without a validation split; choose another --split, "
            + "or set the number of its images with --validation")
    }
  }

  /// The number of images.
  var count: Int { indices?.count ?? dataset.count }

  /// The index in the data set of the evaluated image number `position`.
  func index(_ position: Int) -> Int {
    indices.map { Int($0[position]) } ?? position
  }
}
