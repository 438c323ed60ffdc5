public import LeNetModel
public import LeNetEngine

/// Why a network cannot be evaluated on images.
public enum EvaluationError: Error, Equatable, Sendable {
  /// The split of the data to use has no images.
  case empty(data: String)
  /// The network has another number of classes than the data.
  case classes(data: String, network: Int, images: Int)
  /// The images or the network do not fit.
  case fitting(FittingError)
  /// The numbers are not those of whole inputs.
  case inputs(count: Int, network: Shape)
  /// The bytes are not those of the images that were promised.
  case pixels(count: Int, image: Shape)
  /// The parts of a data set differ.
  case splits(data: String, problem: String)
  /// The preparation of the images does not fit the network.
  case preparation(PreparationError)
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
      the network takes \(network.count) numbers per input (\(network)); got \(count), which is \
      not a whole number of inputs; give all numbers of each input, one input after the other
      """
    case .pixels(let count, let image):
      "an image of \(image) has \(image.count) bytes; got \(count); give all bytes of each image"
    case .classes(let data, let network, let images):
      """
      the network has \(network) classes, but \(data) has \(images); give the data that it was \
      trained on, or train a network on these
      """
    case .fitting(let error): error.description
    case .splits(let data, let problem):
      "the training and the test split of \(data) differ: \(problem); give splits of one data set"
    case .preparation(let error): error.description
    case .notFinite(let data):
      """
      the network's loss on \(data) is not a finite number: its weights are too large for these \
      images; give the data that it was trained on, or train it again
      """
    }
  }
}
