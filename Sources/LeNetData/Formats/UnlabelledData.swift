public import LeNetModel

/// Images without labels, to be answered by a model.
public struct UnlabelledData: Sendable {
  /// The name of the data.
  public let name: String
  /// The size of one image.
  public let shape: Shape
  /// The grey values of all images, `[image][map][row][column]`, 0 the background.
  public let images: [UInt8]
  /// The number or name that the file gives each image, if it does.
  public let ids: [String]?
  /// The choices made in reading them, each a sentence without a full stop.
  public let notes: [String]

  /// Number of images.
  public var count: Int { images.count / max(shape.count, 1) }
}
