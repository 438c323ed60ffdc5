extension DatasetSplits {
  /// Notes on the classes before a network is trained on them, each a sentence
  /// without a full stop.
  package var classNotes: [String] {
    var counts = [Int](repeating: 0, count: training.classes.count)
    for label in training.labels { counts[Int(label)] += 1 }
    let filled = counts.indices.filter { counts[$0] > 0 }
    if filled.count == 1 {
      let name = training.classes[filled[0]]
      return ["all training images are of class \(name), so there is nothing to tell apart"]
    }
    let empty = counts.indices.filter { counts[$0] == 0 }.map { training.classes[$0] }
    guard !empty.isEmpty else { return [] }
    if training.classes == (0...10).map(String.init), empty == ["0"] {
      return [
        "the labels are 1 to 10, and no image is of class 0; where 10 stands for the digit 0, as in SVHN's and Octave's "
          + "data, write 0"
      ]
    }
    return ["no training image is of class \(someNames(empty)), so it is never learned"]
  }
}

/// The first eight names of a list.
package func someNames(_ names: [String]) -> String {
  names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and others" : "")
}
