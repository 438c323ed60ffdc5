import CLeNet
import LeNetData
import LeNetModel
import LeNetText

/// A data set behind a handle.
final class DataObject: HandledObject, Sendable {
  static let kind = "a data set"

  let splits: DatasetSplits
  /// How it was read, each a sentence.
  let notes: [String]

  init(_ splits: DatasetSplits, notes: [String] = []) {
    self.splits = splits
    self.notes = notes
  }

  var json: JSON {
    let shape = splits.training.shape
    return .object([
      "name": .string(splits.training.name),
      "classes": .array(splits.training.classes.map(JSON.string)),
      "shape": .array([shape.maps, shape.rows, shape.columns].map(JSON.integer)),
      "training": .integer(splits.training.count), "test": .integer(splits.test.count),
      "notes": .array(notes.map(JSON.string)),
    ])
  }

  /// The split of that number: 0 training, 1 test.
  func split(_ number: Int32) throws(CallFailure) -> Dataset {
    switch number {
    case 0: return splits.training
    case 1: return splits.test
    default:
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "split is \(number); expected 0 for training or 1 for test")
    }
  }
}
