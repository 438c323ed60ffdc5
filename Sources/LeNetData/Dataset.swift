import LeNetCatalog
public import LeNetModel

/// Labelled images in memory.
///
/// A value: copies share their storage, and a part of the images is a list of indices
/// (`DatasetBatch`, `ValidationSplit`), never a copy.
public struct Dataset: Sendable {
  /// The name of the data: `mnist`, or the name of their folder.
  public let name: String
  /// The size of one image.
  public let shape: Shape
  /// The grey values of all images, `[image][map][row][column]`, 0 the background.
  public let images: [UInt8]
  /// The class number of each image.
  public let labels: [UInt8]
  /// The names of the classes, in the order of their numbers.
  public let classes: [String]
  /// SHA-256 of the uncompressed files that the data come from, by file name.
  public let sha256: [String: String]

  /// Number of images.
  public var count: Int { labels.count }

  /// The bytes of one image, `[map][row][column]`; traps unless there is an image `index`.
  public func pixels(of index: Int) -> [UInt8] {
    Array(images[index * shape.count..<(index + 1) * shape.count])
  }

  /// Labelled images; throws unless there is at least one, all have the given shape and a label,
  /// and every label has a class.
  public init(
    name: String, shape: Shape, images: [UInt8], labels: [UInt8],
    classes: [String] = Dataset.digits, sha256: [String: String] = [:]
  ) throws(DatasetError) {
    do {
      try ClassList.check(classes)
    } catch {
      throw .classes(file: nil, error)
    }
    guard
      min(shape.maps, shape.rows, shape.columns) > 0, !images.isEmpty,
      images.count.isMultiple(of: shape.count)
    else { throw .pixels(dataset: name, count: images.count, shape: shape) }
    let count = images.count / shape.count
    guard count == labels.count else {
      throw .counts(dataset: name, images: count, labels: labels.count)
    }
    if let position = labels.firstIndex(where: { $0 >= classes.count }) {
      throw .label(
        dataset: name, label: Int(labels[position]), position: position, classes: classes.count)
    }
    self.name = name
    self.shape = shape
    self.images = images
    self.labels = labels
    self.classes = classes
    self.sha256 = sha256
  }

  /// The same images with the numbers of other classes, of which theirs are some, in any order; nil if one is missing.
  package func numbered(by classes: [String]) -> Dataset? {
    if classes == self.classes { return self }
    let places = self.classes.compactMap { classes.firstIndex(of: $0) }
    guard places.count == self.classes.count else { return nil }
    return try? Dataset(
      name: name, shape: shape, images: images, labels: labels.map { UInt8(places[Int($0)]) },
      classes: classes, sha256: sha256)
  }

  /// The class names of MNIST, `0` to `9`.
  public static let digits: [String] = KnownDataset.digits
}
