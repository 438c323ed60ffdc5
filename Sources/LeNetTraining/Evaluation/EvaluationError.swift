public import LeNetModel
public import LeNetEngine

/// Why a network and images do not go together.
public enum EvaluationError: Error, Equatable, Sendable {
  /// The part of the data that is to be used holds no images.
  case empty(data: String)
  /// The network tells apart another number of classes than the data have.
  case classes(data: String, network: Int, images: Int)
  /// The images have another number of maps, such as colours, than the network.
  case maps(data: String, network: Shape, images: Shape)
  /// Without `fit` the images must have the network's size.
  case size(data: String, network: Shape, images: Shape)
  /// Padding cannot make images smaller.
  case tooLarge(data: String, network: Shape, images: Shape)
  /// The numbers are not those of whole inputs.
  case inputs(count: Int, network: Shape)
  /// The parts of a data set differ.
  case parts(data: String, problem: String)
  /// The network itself cannot be laid out.
  case architecture(ArchitectureError)
  /// The values that prepare the images do not go with the network.
  case preparation(PreparationError)
  /// The engine refuses the network.
  case engine(EngineError)
  /// The network's numbers outgrow Float on these images.
  case notFinite(data: String)
}

extension EvaluationError: CustomStringConvertible {
  /// One sentence: what, expected, got, what to do.
  public var description: String {
    switch self {
    case .empty(let data):
      "The data \(data) hold no images; give data with at least one."
    case .inputs(let count, let network):
      """
      The network takes \(network.count) numbers an input, \(network); got \(count) numbers, which are not \
      one input or more. Give all numbers of each input, one input after the other.
      """
    case .classes(let data, let network, let images):
      """
      The network tells \(network) classes apart, but the data \(data) have \(images); give the \
      data that it was trained for, or train a network on these.
      """
    case .maps(let data, let network, let images) where network.maps > 1:
      """
      The network takes \(network.maps == 3 ? "colour images, " : "images of ")\
      \(Self.maps(network)), but those of \(data) have \(Self.maps(images)); name \
      coloured images with --data, such as cifar10 or a folder of pictures, or choose another \
      architecture.
      """
    case .maps(let data, let network, let images):
      """
      The network takes images of \(Self.maps(network)), but those of \(data) have \
      \(Self.maps(images)); choose another architecture or other data.
      """
    case .size(let data, let network, let images):
      """
      The network takes images of \(Self.size(network)), but those of \(data) have \
      \(Self.size(images)); train with --fit pad or --fit resize, or choose another architecture.
      """
    case .tooLarge(let data, let network, let images):
      """
      Padding to the network's \(Self.size(network)) cannot take the images of \(data), which \
      have \(Self.size(images)); train with --fit resize, or choose another architecture.
      """
    case .parts(let data, let problem):
      "The training and the test part of \(data) differ: \(problem); give parts of one data set."
    case .architecture(let error): error.description
    case .preparation(let error): error.description
    case .engine(let error): "\(error)"
    case .notFinite(let data):
      """
      The network's loss on \(data) is not a finite number: its weights are too large for these \
      images; give the data that it was trained for, or train it again.
      """
    }
  }

  private static func maps(_ shape: Shape) -> String {
    shape.maps == 1 ? "1 map" : "\(shape.maps) maps"
  }

  private static func size(_ shape: Shape) -> String {
    "\(shape.rows)x\(shape.columns)"
  }
}
