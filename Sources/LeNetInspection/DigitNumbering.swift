package import LeNetData
import LeNetModel

/// What labels 1 to 10 mean for images of digits, which look like MNIST's.
package enum DigitNumbering {
  /// Data with labels 1 to 10 numbered as digits, and a note; nil if these labels are others or no digits.
  ///
  /// Octave's and MATLAB's data write 10 for the digit 0, and others count the digits from 1. Throws if the program's
  /// own MNIST is damaged.
  package static func corrected(
    _ dataset: Dataset
  ) throws(DatasetError) -> (dataset: Dataset, note: String)? {
    guard dataset.classes == (0...10).map(String.init), dataset.count >= 50,
      Set(dataset.labels) == Set(1...10)
    else { return nil }
    let tenIsZero = try dataset.renumbered { $0 % 10 }
    if try areDigits(tenIsZero) {
      return (
        tenIsZero, "the labels are 1 to 10, and 10 looks like the digit 0, so it is read as 0"
      )
    }
    let fromOne = try dataset.renumbered { $0 - 1 }
    if try areDigits(fromOne) {
      return (
        fromOne, "the labels are 1 to 10, and 1 looks like the digit 0, so they are read as 0 to 9"
      )
    }
    return nil
  }

  /// The same of both splits, of which the training images decide.
  package static func corrected(
    _ splits: DatasetSplits
  ) throws(DatasetError) -> (splits: DatasetSplits, note: String)? {
    guard !splits.test.labels.contains(0), let found = try corrected(splits.training) else {
      return nil
    }
    let place = splits.training.labels.firstIndex(of: 10) ?? 0
    let tenIsZero = found.dataset.labels[place] == 0
    let test = try splits.test.renumbered { tenIsZero ? $0 % 10 : $0 - 1 }
    return (try DatasetSplits(training: found.dataset, test: test), found.note)
  }

  /// Whether the images look like the digits of their labels, in any orientation.
  private static func areDigits(_ dataset: Dataset) throws(DatasetError) -> Bool {
    guard let found = try DigitOrientation(dataset, isInverted: false),
      let confusion = found.confusion
    else { return false }
    return confusion.accuracy > 0.5 && confusion.numbering == nil
  }

  /// A note on digits or letters that are transposed, turned or mirrored; nil if they are upright.
  ///
  /// Throws if the program's own MNIST is damaged.
  package static func turnedNote(_ dataset: Dataset) throws(DatasetError) -> String? {
    guard dataset.shape.maps == 1, !dataset.store.isMapped,
      let way = try DigitOrientation(dataset, isInverted: false)?.way
    else { return nil }
    return "the images look \(way.rawValue)"
  }
}
