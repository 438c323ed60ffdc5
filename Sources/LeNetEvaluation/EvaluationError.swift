public import LeNetModel
public import LeNetEngine

/// Why a network cannot be evaluated on images.
public enum EvaluationError: Error, Equatable, Sendable {
  /// The split of the data to use has no images.
  case empty(data: String)
  /// The network has another number of classes than the data.
  case classes(data: String, network: Int, images: Int)
  /// The network lacks a class of the data, though it has as many.
  case classNames(data: String, network: [String], images: [String])
  /// An index is not that of an image.
  case index(Int32, data: String, count: Int)
  /// The parts of the model do not fit each other.
  case model(ModelFileError)
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
  /// An input, a weight or an output of the network is infinite or NaN.
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
    case .pixels(_, let image) where image.count == 0:
      "an image of \(image) has no pixels; give a size of at least 1 x 1"
    case .pixels(let count, let image):
      "an image of \(image) has \(image.count) bytes; got \(count); give all bytes of each image"
    case .classes(let data, let network, let images):
      """
      the network has \(network) classes, but \(data) has \(images); give the data that it was \
      trained on, or train a network on these
      """
    case .classNames(let data, let network, let images):
      """
      the network does not have all classes of \(data): \(Self.differences(network, images)); give \
      data with its classes, or train a network on these
      """
    case .index(let index, let data, let count):
      "\(data) has no image \(index); expected indices from 0 to \(count - 1)"
    case .model(let error): error.description
    case .fitting(let error): error.description
    case .splits(let data, let problem):
      "the training and the test split of \(data) differ: \(problem); give splits of one data set"
    case .preparation(let error): error.description
    case .notFinite(let data):
      """
      the network's numbers on \(data) are not finite: an input or a weight is infinite, NaN or too \
      large; give finite inputs like those that it was trained on, or train it again
      """
    }
  }

  /// The first three classes with two names, such as `class 0 is cat, in the network dog`.
  private static func differences(_ network: [String], _ images: [String]) -> String {
    let differing = zip(network, images).enumerated().filter { $0.element.0 != $0.element.1 }
    let named = differing.prefix(3).map { place, names in
      "class \(place) is \(names.1), in the network \(names.0)"
    }
    let others = differing.count - named.count
    return named.joined(separator: "; ") + (others > 0 ? "; and \(others) more" : "")
  }
}
