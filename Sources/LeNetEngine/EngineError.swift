import KernelTypes
public import LeNetKernels
public import LeNetModel
import LeNetText

/// Why a network cannot be run.
public enum EngineError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The preparation does not belong to the network.
  case preparation(PreparationError)
  /// The images cannot be brought to the network's input.
  case imageShape(Shape, expected: Shape, resizeMode: Preparation.ResizeMode)
  /// The images have no pixels, or more bytes than an image may have.
  case imageSize(Shape, largest: Int)
  /// This processor lacks the instructions.
  case instructions(InstructionSet, available: [InstructionSet])
  /// The constant j of the loss is not in `Loss.possibleJ`.
  case lossConstant(Double)
  /// A count that has to be at least 1, or is beyond what can be planned.
  case count(name: String, got: Int, expected: ClosedRange<Int>)
  /// The activations of that many images do not fit into the limit, in bytes.
  case memory(batchSize: Int, threads: Int, limit: Int)

  /// Says in one sentence what is wrong and what to do.
  public var description: String {
    switch self {
    case .preparation(let error): error.description
    case .imageShape(let shape, let expected, let resizeMode):
      switch resizeMode {
      case .none:
        """
        the images are \(shape), the network takes \(expected) and its preparation leaves sizes as \
        they are; use images of that size or a model with resize mode 'pad' or 'resize'
        """
      case .pad:
        """
        the images are \(shape), which padding cannot bring to the network's \(expected); use \
        smaller images with as many maps, or resize mode 'resize'
        """
      case .shrink:
        """
        the images are \(shape), which shrinking by 4/5 cannot bring to the network's \(expected); \
        use smaller images with as many maps, or resize mode 'resize'
        """
      case .resize:
        "the images are \(shape), the network takes \(expected); the number of maps must agree"
      }
    case .imageSize(let shape, let largest):
      """
      the images are \(shape); expected at least one row and one column, and at most \(largest) bytes an \
      image; give smaller images
      """
    case .instructions(let set, let available):
      """
      this processor does not have the instructions '\(set.rawValue)'; choose one of \
      \(available.map(\.rawValue).joined(separator: ", "))
      """
    case .memory(let batchSize, let threads, let limit):
      """
      batches of \(batchSize) images on \(threads) threads need more than \(limit >> 30) GiB for the \
      activations of this network; take a smaller batch, fewer threads, smaller images or a smaller network
      """
    case .lossConstant(let j):
      """
      the loss's constant j is \(NumberText.plain(j)); expected a number from \
      \(NumberText.plain(Loss.possibleJ.lowerBound)) to \(NumberText.plain(Loss.possibleJ.upperBound))
      """
    case .count(let name, let got, let expected):
      "the \(name) is \(got); expected \(expected.lowerBound) to \(expected.upperBound)"
    }
  }
}
