public import LeNetModel

/// Images of a data set in a given order, distorted on request.
///
/// A value that only points into the data set; any number of threads may read it. It fulfils the
/// engine's requirements on a source of images without importing the engine.
public struct DatasetBatch: Sendable {
  /// The data set with the images.
  public let dataset: Dataset
  /// The affine distortion of every image, nil for none.
  public let distortion: AffineDistortion?
  /// The elastic distortion of every image, nil for none.
  public let elastic: ElasticDistortion?
  /// Seed of the distortions.
  public let seed: UInt64
  /// The epoch of the distortions, which differ in each epoch.
  public let epoch: UInt32

  private let grid: ElasticGrid?
  private let order: [Int32]
  /// The epoch of the distortion for each place, if they differ.
  private let epochs: [UInt32]?
  private var range: Range<Int>

  /// The images at places `range` of `order`, whose elements are indices in the data set.
  ///
  /// `order` nil stands for all images as they come, `range` nil for the whole order. With `epochs`, one
  /// for each place of the order, an image can come several times, each time distorted in its own way.
  /// Traps if the range exceeds the order or an index the data set, there are fewer epochs than
  /// places, a distortion is not valid (`validate()`), or the images are too large for the elastic one.
  public init(
    _ dataset: Dataset, order: [Int32]? = nil, range: Range<Int>? = nil,
    distortion: AffineDistortion? = nil, elastic: ElasticDistortion? = nil, seed: UInt64 = 0,
    epoch: UInt32 = 0, epochs: [UInt32]? = nil
  ) {
    let order = order ?? Array(0..<Int32(dataset.count))
    let range = range ?? order.indices
    precondition(
      range.lowerBound >= 0 && range.upperBound <= order.count,
      "places \(range) are not within an order of \(order.count) images")
    precondition(
      order.allSatisfy { $0 >= 0 && $0 < dataset.count },
      "an index is not within the \(dataset.count) images of \(dataset.name)")
    precondition(
      distortion.map { (try? $0.validate()) != nil } ?? true,
      "an affine distortion of \(distortion ?? AffineDistortion())")
    precondition(epochs?.count ?? order.count == order.count, "every place needs an epoch")
    self.dataset = dataset
    self.order = order
    self.epochs = epochs
    self.range = range
    self.distortion = distortion
    self.elastic = elastic
    grid = elastic.map { ElasticGrid($0, shape: dataset.shape) }
    self.seed = seed
    self.epoch = epoch
  }

  /// The images at other places of the same order, distorted by the same values.
  ///
  /// Shares the precomputed distortion, so the steps of an epoch allocate nothing. Traps if
  /// the range exceeds the order.
  public func moved(to range: Range<Int>) -> DatasetBatch {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= order.count,
      "places \(range) are not within an order of \(order.count) images")
    var batch = self
    batch.range = range
    return batch
  }

  /// Number of images.
  public var count: Int { range.count }

  /// The size of one image.
  public var shape: Shape { dataset.shape }

  /// The class number of the image at a position.
  public func label(_ position: Int) -> Int {
    Int(dataset.labels[identity(position)])
  }

  /// The index in the data set of the image at a position.
  public func identity(_ position: Int) -> Int {
    precondition(position >= 0 && position < count, "position \(position) of \(count) images")
    return Int(order[range.lowerBound + position])
  }

  /// Writes the image at a position, with its distortion.
  ///
  /// # Shapes
  /// `pixels`: `[map][row][column]`, overwritten.
  ///
  /// - Precondition: `pixels` has `shape.count` bytes.
  public func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    let index = identity(position)
    let epoch = epochs?[range.lowerBound + position] ?? epoch
    let map = distortion?.map(seed: seed, epoch: epoch, image: index)
    dataset.store.withImage(index) { image in
      if let grid {
        grid.withField(seed: seed, epoch: epoch, image: index) { field in
          (map ?? AffineMap()).apply(to: image, shape: shape, displacedBy: field, into: &pixels)
        }
      } else if let map {
        map.apply(to: image, shape: shape, into: &pixels)
      } else {
        precondition(
          pixels.count == image.count,
          "an image has \(image.count) bytes, got room for \(pixels.count)")
        image.withUnsafeBytes { image in
          pixels.withUnsafeMutableBytes { $0.copyMemory(from: image) }
        }
      }
    }
  }
}
