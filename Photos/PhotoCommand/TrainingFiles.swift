import LeNetData
import LeNetFiles
import LeNetImages
import LeNetModel

/// The files of a reader's training data, as IDX with the names of its eleven classes.
struct TrainingFiles {
  let folder: String

  /// Writes the images of a split, `train` or `t10k`.
  func write(_ items: [PreparedItem], split: String) throws {
    let shape = Shape(1, DigitPreparation.side, DigitPreparation.side)
    try AtomicFile.write(
      IDX.encode(images: items.flatMap(\.pixels), shape: shape),
      to: "\(folder)/\(split)-images-idx3-ubyte")
    try AtomicFile.write(
      IDX.encode(labels: items.map(\.label)), to: "\(folder)/\(split)-labels-idx1-ubyte")
  }

  func writeClasses() throws {
    let names = Dataset.digits + ["other"]
    try AtomicFile.write(
      Array((names.joined(separator: "\n") + "\n").utf8), to: "\(folder)/classes.txt")
  }
}
