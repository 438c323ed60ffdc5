public import LeNetModel
import LeNetText

/// Why a network cannot run on images of a shape.
public enum FittingError: Error, Equatable, Sendable {
  /// The images have another number of maps, such as colours, than the network.
  case maps(data: String, network: Shape, images: Shape)
  /// Without resizing the images must have the network's size.
  case size(data: String, network: Shape, images: Shape)
  /// Padding cannot make images smaller.
  case tooLarge(data: String, network: Shape, images: Shape)
  /// The network itself cannot be laid out.
  case architecture(ArchitectureError)
  /// The engine refuses the network.
  case engine(EngineError)
}

extension FittingError: CustomStringConvertible {
  /// What is wrong, what was expected and what to do, in one sentence.
  public var description: String {
    switch self {
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
    case .architecture(let error): error.description
    case .engine(let error): "\(error)"
    }
  }

  private static func size(_ shape: Shape) -> String {
    "\(shape.rows)x\(shape.columns)"
  }
}
