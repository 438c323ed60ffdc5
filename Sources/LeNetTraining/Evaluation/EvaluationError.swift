public import LeNetModel
public import LeNetEngine

/// Why a network cannot be evaluated on images.
public enum EvaluationError: Error, Equatable, Sendable {
  /// The split of the data to use has no images.
  case empty(data: String)
  /// The network has another number of classes than the data.
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
  /// The preparation of the images does not fit the network.
  case preparation(PreparationError)
  /// The engine refuses the network.
  case engine(EngineError)
  /// The network's numbers overflow Float on these images.
  case notFinite(data: String)
}

extension EvaluationError: CustomStringConvertible {
  /// What is wrong, what was expected and what to do, in one sentence.
  public var description: String {
    switch self {
    case .empty(let data):
      "\(data) has no images; give at least one"
    case .inputs(let count, let network):
      """
      the network takes \(network.count) numbers an input, \(network); got \(count) numbers, which are not \
      one input or more; give all numbers of each input, one input after the other
      """
    case .classes(let data, let network, let images):
      """
      the network has \(network) classes, but \(data) has \(images); give the data that it was \
      trained on, or train a network on these
      """
    case .maps(let data, let network, let images) where network.maps > 1:
      """
      the network takes \(network.maps == 3 ? "colour images, " : "images of ")\
      \(network.maps.of("map")), but those of \(data) have \(images.maps.of("map")); give \
      colour images, such as CIFAR-10 or a folder of pictures, or choose another architecture
      """
    case .maps(let data, let network, let images):
      """
      the network takes images of \(network.maps.of("map")), but those of \(data) have \
      \(images.maps.of("map")); choose another architecture or other data
      """
    case .size(let data, let network, let images):
      """
      the network takes images of \(Self.size(network)), but those of \(data) have \
      \(Self.size(images)); pad or resize them, or choose another architecture
      """
    case .tooLarge(let data, let network, let images):
      """
      the images of \(data) have \(Self.size(images)), too large to pad to the network's \
      \(Self.size(network)); resize them, or choose another architecture
      """
    case .parts(let data, let problem):
      "the training and the test part of \(data) differ: \(problem); give parts of one data set"
    case .architecture(let error): error.description
    case .preparation(let error): error.description
    case .engine(let error): "\(error)"
    case .notFinite(let data):
      """
      the network's loss on \(data) is not a finite number: its weights are too large for these \
      images; give the data that it was trained on, or train it again
      """
    }
  }

  private static func size(_ shape: Shape) -> String {
    "\(shape.rows)x\(shape.columns)"
  }
}
