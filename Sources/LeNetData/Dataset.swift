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
  /// The bytes of the images, in memory or in mapped files.
  package let store: ImageStore
  /// The class number of each image.
  public let labels: [UInt8]
  /// The names of the classes, in the order of their numbers.
  public let classes: [String]
  /// SHA-256 of the uncompressed files that the data come from, by file name.
  public let sha256: [String: String]
  /// The indices of the images that their makers set apart for validation, in order; nil if they did not.
  public package(set) var validation: [Int32]?
  /// The file of each image by its path in the data set's folder, where each has its own.
  public package(set) var files: [String]?

  /// Number of images.
  public var count: Int { labels.count }

  /// The grey values of all images, `[image][map][row][column]`, 0 the background.
  ///
  /// Images of large plain files are mapped and copied into memory by this; `pixels(of:)` copies one.
  public var images: [UInt8] { store.bytes }

  /// The bytes of one image, `[map][row][column]`; traps unless there is an image `index`.
  public func pixels(of index: Int) -> [UInt8] {
    store.withImage(index) { image in image.withUnsafeBufferPointer { Array($0) } }
  }

  /// Labelled images; throws unless there is at least one, all have the given shape and a label,
  /// and every label has a class.
  public init(
    name: String, shape: Shape, images: [UInt8], labels: [UInt8],
    classes: [String] = Dataset.digits, sha256: [String: String] = [:]
  ) throws(DatasetError) {
    guard
      min(shape.maps, shape.rows, shape.columns) > 0, !images.isEmpty,
      images.count.isMultiple(of: shape.count)
    else {
      // A wrong list of classes is the first thing to tell.
      try Self.check(classes)
      throw .pixels(dataset: name, count: images.count, shape: shape)
    }
    try self.init(
      name: name, shape: shape, store: ImageStore(images, size: shape.count), labels: labels,
      classes: classes, sha256: sha256)
  }

  private static func check(_ classes: [String]) throws(DatasetError) {
    do {
      try ClassList.check(classes)
    } catch {
      throw .classes(file: nil, error)
    }
  }

  /// Labelled images in memory or in files; throws unless all have a label, and every label has a class.
  package init(
    name: String, shape: Shape, store: ImageStore, labels: [UInt8], classes: [String],
    sha256: [String: String]
  ) throws(DatasetError) {
    try Self.check(classes)
    guard store.count == labels.count else {
      throw .counts(dataset: name, images: store.count, labels: labels.count)
    }
    guard labels.count <= Int(Int32.max) else {
      throw .tooLarge(path: name, bytes: labels.count)
    }
    if let position = labels.firstIndex(where: { $0 >= classes.count }) {
      throw .label(
        dataset: name, label: Int(labels[position]), position: position, classes: classes.count)
    }
    self.name = name
    self.shape = shape
    self.store = store
    self.labels = labels
    self.classes = classes
    self.sha256 = sha256
  }

  /// The same images with the numbers of other classes, of which theirs are some, in any order; nil if one is missing.
  package func numbered(by classes: [String]) -> Dataset? {
    if classes == self.classes { return self }
    let places = self.classes.compactMap { classes.firstIndex(of: $0) }
    guard places.count == self.classes.count else { return nil }
    var renamed = try? Dataset(
      name: name, shape: shape, store: store, labels: labels.map { UInt8(places[Int($0)]) },
      classes: classes, sha256: sha256)
    renamed?.validation = validation
    renamed?.files = files
    return renamed
  }

  /// The images with other class numbers, of the ten digits.
  package func renumbered(_ number: (UInt8) -> UInt8) throws(DatasetError) -> Dataset {
    var renumbered = try Dataset(
      name: name, shape: shape, store: store, labels: labels.map(number), classes: Dataset.digits,
      sha256: sha256)
    renumbered.validation = validation
    renumbered.files = files
    return renumbered
  }

  /// The images with others behind them that are set apart for validation; throws if these have another size.
  func joining(validation other: Dataset) throws(DatasetError) -> Dataset {
    guard other.shape == shape else {
      throw .shapes(dataset: name, training: shape, test: other.shape)
    }
    var joined = try Dataset(
      name: name, shape: shape, images: images + other.images, labels: labels + other.labels,
      classes: classes, sha256: sha256.merging(other.sha256) { first, _ in first })
    if let files, let others = other.files { joined.files = files + others }
    joined.validation = (count..<count + other.count).map { Int32($0) }
    return joined
  }

  /// The class names of MNIST, `0` to `9`.
  public static let digits: [String] = KnownDataset.digits
}
