public import LeNetEngine
public import LeNetImages
public import LeNetModel
import CReaderModel

/// Reads digits from pictures: photos, scans, drawings.
///
/// ```swift
/// let reader = try DigitReader()
/// let reading = try reader.read("photo.jpg")
/// print(reading.digit ?? "no digit", reading.confidence, reading.verdict)
/// ```
///
/// Many tasks may use it at once; each call works on the calling thread.
public final class DigitReader: Sendable {
  /// The kinds of preparation of a picture.
  public typealias Approach = PictureApproach

  /// The model.
  public let model: ModelFile
  /// The preparation of pictures, and their size after it.
  public let preparation: PicturePreparation
  /// The least confidence of an accepted reading.
  public var threshold: Double { rule.threshold }
  /// The classes of a reading's scores.
  public var classes: [String] { rule.classes }

  let rule: DecisionRule
  private let engines: EnginePool

  /// The model built into the library.
  ///
  /// Trained on MNIST, on made-up photos of its training digits, and on non-digits.
  public static let defaultModel: ModelFile = {
    var count = 0
    let bytes = Array(UnsafeBufferPointer(start: creader_model(&count), count: count))
    do {
      return try ModelFile(reading: bytes)
    } catch {
      preconditionFailure("the model in the library cannot be read: \(error)")
    }
  }()

  /// A reader.
  ///
  /// - Parameters:
  ///   - model: the model, such as one that `ModelFile.read(_:)` returns.
  ///   - coverage: the share of a validation set's digits to accept, 0...1; a lower one accepts fewer
  ///     errors. The model's default if nil.
  ///   - approach: the preparation of pictures. If nil, a network of grey images gets the ink of a digit,
  ///     and one of colour images the resized whole picture.
  ///   - device: the device that computes the network.
  /// - Throws: `ReaderError` if the network's input has neither one nor three maps, if digits are to be
  ///   prepared in colour, if the model does not name each output, or if it has no threshold for the coverage.
  public init(
    model: ModelFile = DigitReader.defaultModel, coverage: Double? = nil,
    approach: Approach? = nil, device: any ComputeDevice = CPU()
  ) throws(ReaderError) {
    do {
      try model.checkClasses()
    } catch {
      throw .model(error)
    }
    if let coverage {
      guard let policy = model.rejectionPolicy else { throw .noThresholds }
      guard policy.coverages.contains(coverage) else {
        throw .coverage(coverage, policy.coverages)
      }
    }
    guard model.classes.contains(where: { $0 != DecisionRule.otherClass }) else { throw .noClasses }
    self.model = model
    do {
      preparation = try PicturePreparation(for: model.architecture.input, approach: approach)
    } catch {
      throw .preparation(error)
    }
    rule = DecisionRule(
      outputs: model.classes, rejectionPolicy: model.rejectionPolicy, coverage: coverage)
    let shape = preparation.shape
    do {
      engines = try EnginePool {
        () throws(FittingError) in
        try device.makeEngine(for: model, images: shape, threads: 1, data: "a picture")
      }
    } catch {
      throw .network(error)
    }
  }

  /// Reads a page or frame of a picture file, counted from 1; throws if it cannot be read.
  public func read(_ path: String, page: Int = 1) throws(ImageError) -> Reading {
    read(try RasterImage(contentsOf: path, page: page))
  }

  /// Reads a page or frame of a picture file's bytes; throws if it cannot be read.
  public func read(bytes: [UInt8], page: Int = 1) throws(ImageError) -> Reading {
    read(try RasterImage(decoding: bytes, page: page))
  }

  /// Reads pixels.
  public func read(_ image: RasterImage) -> Reading {
    let picture = PreparedPicture(image, by: preparation)
    let upright = read(prepared: [picture.pixels])
    return reading(of: picture, upright: upright[0])
  }

  /// Reads many prepared images at once; an image without ink is nil.
  package func read(prepared images: [[UInt8]?]) -> [Reading] {
    let pixels = images.compactMap(\.self)
    let logits = pixels.isEmpty ? [] : logits(of: pixels)
    let width = model.classes.count
    var next = 0
    return images.map { image in
      guard image != nil else { return rule.blank }
      defer { next += width }
      return rule.reading(of: logits[next..<next + width])
    }
  }

  /// The pixels of the network's input, `[map][row][column]`, with 0 for paper in grey; nil without ink.
  package func prepared(_ image: RasterImage) -> [UInt8]? { preparation.pixels(of: image) }

  /// The network's outputs before softmax, `[image][class]`.
  package func logits(of images: [[UInt8]]) -> [Float] {
    engines.withEngine {
      $0.evaluate(UnlabelledImages(pixels: Array(images.joined()), shape: preparation.shape)).logits
    }
  }

  /// The output of every layer for an image.
  package func activity(of image: [UInt8]) -> [[Float]] {
    engines.withEngine {
      $0.activity(of: UnlabelledImages(pixels: image, shape: preparation.shape))
    }
  }
}
