public import LeNetEngine
public import LeNetImages
public import LeNetModel
import CReaderModel
import LeNetTraining
import Synchronization

/// Reads digits from pictures: photos, scans, drawings.
///
/// ```swift
/// let reader = try DigitReader()
/// let reading = try reader.read("photo.jpg")
/// print(reading.digit ?? "no digit", reading.confidence, reading.verdict)
/// ```
///
/// May be used from many tasks at once; each call works on the thread that calls it.
public final class DigitReader: Sendable {
  /// How a picture becomes the network's image.
  public typealias Approach = PictureApproach

  /// The network with all that belongs to it.
  public let model: ModelFile
  /// How pictures are prepared, and the size that they then have.
  public let preparation: PicturePreparation
  /// Readings are accepted from this confidence on.
  public var threshold: Double { rule.threshold }
  /// The names that a reading's scores belong to.
  public var classes: [String] { rule.classes }

  let rule: ReadingRule
  private let engines: EnginePool

  /// The model that is part of the library.
  ///
  /// Trained on MNIST, on made-up photos of its training digits, and on what is no digit; Data/reader says how.
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
  ///   - model: what reads, such as a file that `lenet train` wrote.
  ///   - share: which share of a validation set's digits shall be accepted, 0...1: fewer, and fewer errors
  ///     are among them. The model's own choice where nil.
  ///   - approach: how pictures are prepared. Where nil, the ink of a digit is found for a network of grey
  ///     images, and for one of coloured images the whole picture is resized.
  ///   - device: what computes the network.
  /// - Throws: `ReaderError` where the network's input is neither grey nor of three colours, digits are to be
  ///   prepared for colours, or a share is asked for that the model has no threshold for.
  public init(
    model: ModelFile = DigitReader.defaultModel, accepting share: Double? = nil,
    approach: Approach? = nil, device: any ComputeDevice = CPU()
  ) throws(ReaderError) {
    if let share {
      guard let acceptance = model.acceptance else { throw .noThresholds }
      guard acceptance.shares.contains(share) else { throw .share(share, acceptance.shares) }
    }
    guard model.classes.contains(where: { $0 != ReadingRule.otherClass }) else { throw .noClasses }
    self.model = model
    do {
      preparation = try PicturePreparation(for: model.architecture.input, approach: approach)
    } catch {
      throw .preparation(error)
    }
    rule = ReadingRule(outputs: model.classes, acceptance: model.acceptance, accepting: share)
    engines = try EnginePool(model, for: preparation.shape, on: device)
  }

  /// Reads the picture in a file; throws where it cannot be read.
  public func read(_ path: String) throws(ImageError) -> Reading {
    read(try RasterImage(contentsOf: path))
  }

  /// Reads the picture in a file's bytes; throws where it cannot be read.
  public func read(bytes: [UInt8]) throws(ImageError) -> Reading {
    read(try RasterImage(decoding: bytes))
  }

  /// Reads pixels.
  public func read(_ image: RasterImage) -> Reading {
    guard let pixels = prepared(image) else { return rule.blank }
    return rule.reading(of: logits(of: [pixels]))
  }

  /// Reads many prepared images at once, nil for those without ink, in the time of few.
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

  /// The pixels that the network is given, `[map][row][column]`, in grey 0 paper; nil where there is no ink.
  package func prepared(_ image: RasterImage) -> [UInt8]? { preparation.pixels(of: image) }

  /// The network's outputs before softmax, `[image][class]`.
  package func logits(of images: [[UInt8]]) -> [Float] {
    engines.withEngine {
      $0.evaluate(PreparedImages(images: images, shape: preparation.shape)).logits
    }
  }

  /// What every stage makes of an image.
  package func activity(of image: [UInt8]) -> [[Float]] {
    engines.withEngine {
      $0.activity(of: PreparedImages(images: [image], shape: preparation.shape))
    }
  }
}

/// Prepared images, for the engine.
struct PreparedImages: BatchSource {
  let images: [[UInt8]]
  let shape: Shape
  var count: Int { images.count }
  func label(_ position: Int) -> Int { 0 }
  func identity(_ position: Int) -> Int { position }

  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    for (place, pixel) in images[position].enumerated() { pixels[place] = pixel }
  }
}

/// Engines of one model, each used by one thread at a time.
///
/// Unchecked, since an engine may move from thread to thread but is no value: the lock hands each to one.
private final class EnginePool: @unchecked Sendable {
  private let evaluator: Evaluator
  private let shape: Shape
  /// Changes under the lock only.
  private var idle: [any Engine<Float>]
  private let lock = Mutex<Void>(())

  init(
    _ model: ModelFile, for shape: Shape, on device: any ComputeDevice
  ) throws(ReaderError) {
    evaluator = Evaluator(model: model, loss: .crossEntropy, threads: 1, device: device)
    self.shape = shape
    idle = [try Self.engine(evaluator, shape)]
  }

  private static func engine(
    _ evaluator: Evaluator, _ shape: Shape
  ) throws(ReaderError) -> any Engine<Float> {
    do {
      return try evaluator.engine(for: shape, data: "a picture")
    } catch {
      throw .network(error)
    }
  }

  func withEngine<Result>(_ body: (any Engine<Float>) -> Result) -> Result {
    let engine = lock.withLock { _ in idle.popLast() } ?? another()
    defer { lock.withLock { _ in idle.append(engine) } }
    return body(engine)
  }

  /// The first one could be made, so can another.
  private func another() -> any Engine<Float> {
    do {
      return try Self.engine(evaluator, shape)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
