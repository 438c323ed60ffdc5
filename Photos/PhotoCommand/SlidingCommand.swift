import ArgumentParser
import Dispatch
import LeNetCatalog
import LeNetData
import LeNetElementary
import LeNetEngine
import LeNetFiles
import LeNetImages
import LeNetModel
import LeNetRandom
import LeNetReading
import LeNetText
import SyntheticPhotos
import Synchronization

/// Trains the space displacement network on made-up rows of digits, by their forward scores.
struct SlidingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sliding",
    abstract: "Train the network that slides over rows of digits.",
    discussion: """
      The rows are made from the first 55,000 training images of MNIST and from strokes; those from the last \
      5,000 images measure it. No test image is used.
      """)

  @Argument(help: "The model file to write.")
  var output: String

  @Option(help: "Number of rows of digits.")
  var rows = 130_000

  @Option(help: "Number of passes over them.")
  var epochs = 12

  @Option(help: "The greatest learning rate.")
  var learningRate = 0.002

  @Option(help: "Write the first 40 rows and their strips to this folder, and train nothing.")
  var examples: String?

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  func run() throws {
    if let examples { return try writeExamples(to: examples) }
    let training = try Self.strips(rows, of: 0..<55_000, epoch: 31, seed: seed)
    let validation = try Self.strips(max(rows / 30, 1), of: 55_000..<60_000, epoch: 32, seed: seed)
    print("\(training.count) rows of \(rows), \(validation.count) to measure")
    let trainer = try SlidingTrainer(
      training, batchSize: 64, steps: epochs * (training.count / 64), rate: learningRate, seed: seed
    )
    let clock = ContinuousClock()
    let start = clock.now
    for epoch in 1...epochs {
      let loss = trainer.runEpoch(epoch)
      try trainer.model.write(to: output)
      let network = try SpaceDisplacementNetwork(model: trainer.model)
      let right = validation.count { network.scores(of: $0.strip).likeliest == $0.digits }
      print(
        "epoch \(epoch): loss \(loss), right \(NumberText.percent(Double(right) / Double(validation.count))), "
          + "\((clock.now - start).components.seconds) s")
    }
  }

  /// Rows of one to five digits that fit the training's strips.
  private static func strips(
    _ count: Int, of range: Range<Int>, epoch: UInt32, seed: UInt64
  ) throws -> [LabelledStrip] {
    let rows = try RowSource(range, epoch: epoch, seed: seed)
    let made = Mutex([LabelledStrip?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      guard let (picture, digits) = try? rows.example(index),
        let page = PageInk(picture), page.rows.count == 1
      else { return }
      let strip = page.rows[0].strip
      guard strip.columns <= LabelledStrip.columns else { return }
      made.withLock { $0[index] = LabelledStrip(strip: strip, digits: digits) }
    }
    return made.withLock { $0 }.compactMap(\.self)
  }
}

extension SlidingCommand {
  private func writeExamples(to folder: String) throws {
    try makeFolders(folder)
    let rows = try RowSource(0..<55_000, epoch: 31, seed: seed)
    for index in 0..<40 {
      let (picture, digits) = try rows.example(index)
      let name = joinPath(folder, "\(index) \(digits.map(String.init).joined())")
      try AtomicFile.write(picture.encoded(as: ".png"), to: name + ".png")
      for (number, row) in (PageInk(picture)?.rows ?? []).enumerated() {
        let strip = row.strip
        let picture = try RasterImage(
          rows: InkRow.Strip.rows, columns: strip.columns, channels: .grey,
          bytes: strip.pixels.map { 255 - $0 })
        try AtomicFile.write(picture.encoded(as: ".png"), to: name + " strip \(number).png")
      }
    }
  }
}

/// Made-up rows of one to five digits, of the training images of MNIST and of strokes.
struct RowSource: Sendable {
  private let mnist: Dataset
  private let range: Range<Int>
  private let images: [[Int]]
  private let epoch: UInt32
  private let seed: UInt64

  init(_ range: Range<Int>, epoch: UInt32, seed: UInt64) throws {
    mnist = try DatasetSplits.mnist().training
    var byDigit = [[Int]](repeating: [], count: 10)
    for index in range { byDigit[Int(mnist.labels[index])].append(index) }
    images = byDigit
    self.range = range
    (self.epoch, self.seed) = (epoch, seed)
  }

  /// A row to train on: two of five are digits of MNIST as they are, most of them so close that they touch.
  func example(_ index: Int) throws -> (picture: RasterImage, digits: [Int]) {
    guard index % 5 < 2 else {
      let row = row(index)
      return (row.picture, row.digits)
    }
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: epoch, index: UInt32(index))
    let least = stream.uniform() < 0.6 ? -4 : Int(stream.below(9)) - 4
    let string = TestString(
      of: mnist, range, least...least + Int(3 + stream.below(3)),
      digits: Int(2 + stream.below(4)), from: &stream)
    let (picture, label) = try string.labelledPicture
    return (picture, label.compactMap(\.wholeNumberValue))
  }

  func row(_ index: Int) -> DigitString {
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: epoch, index: UInt32(index))
    let digits = (0..<Int(1 + stream.below(5))).map { _ in Int(stream.below(10)) }
    let isMNIST = stream.uniform() < 0.65
    return DigitString(
      digits,
      shape: isMNIST
        ? { digit, stream in
          mnist.pixels(of: images[digit][Int(stream.below(UInt32(images[digit].count)))])
        } : nil, from: &stream)
  }
}

/// A row of digits and what it says.
struct LabelledStrip: Sendable {
  /// The width of the network's input in training.
  static let columns = 144

  let strip: InkRow.Strip
  let digits: [Int]
}

/// Trains by batches of strips.
private final class SlidingTrainer {
  private let strips: [LabelledStrip]
  private let engine: any Engine<Float>
  private let layout: NetworkLayout
  private let batchSize: Int
  private let steps: Int
  private let rate: Double
  private let seed: UInt64
  private var step = 0

  private static let preparation = Preparation(
    for: SpaceDisplacementNetwork.architecture.input, mean: [0.15], standardDeviation: [0.32])

  init(
    _ strips: [LabelledStrip], batchSize: Int, steps: Int, rate: Double, seed: UInt64
  ) throws {
    (self.strips, self.batchSize, self.steps) = (strips, batchSize, steps)
    (self.rate, self.seed) = (rate, seed)
    let shape = Shape(1, InkRow.Strip.rows, LabelledStrip.columns)
    layout = try SpaceDisplacementNetwork.architecture.layout()
    engine = try CPU().makeEngine(
      EngineConfiguration(
        layout: try SpaceDisplacementNetwork.architecture.accepting(input: shape).layout(),
        preparation: Preparation(
          for: shape, mean: Self.preparation.mean,
          standardDeviation: Self.preparation.standardDeviation),
        imageShape: shape, batchSize: batchSize, momentCount: 2))
    engine.parameters =
      Initialization.glorotUniform.parameters(for: layout, seed: seed).values
  }

  var model: ModelFile {
    ModelFile(
      preparation: Self.preparation, classes: (0..<10).map(String.init) + ["between"],
      parameters: Parameters(layout: layout, values: engine.parameters))
  }

  /// Runs over all strips in random order; the mean loss.
  func runEpoch(_ epoch: Int) -> Double {
    var order = Array(strips.indices)
    var stream = RandomStream(seed: seed, purpose: .shuffle, epoch: UInt32(epoch), index: 0)
    for place in order.indices.dropFirst().reversed() {
      order.swapAt(place, Int(stream.below(UInt32(place + 1))))
    }
    var (sum, count) = (0.0, 0)
    for start in Swift.stride(from: 0, through: order.count - batchSize, by: batchSize) {
      let batch = StripBatch(
        strips: order[start..<start + batchSize].map { strips[$0] },
        identities: Array(order[start..<start + batchSize]), epoch: UInt32(epoch), seed: seed)
      let result = engine.computeGradient(
        of: batch, dropout: DropoutKey(seed: seed, epoch: UInt32(epoch))
      ) { position, outputs in
        let score = ForwardScore(
          of: batch.strips[position].digits, in: FrameScores(outputs: outputs, classes: 11))
        // A row too close for its digits teaches nothing.
        return score.loss.isFinite
          ? (score.loss, score.gradient.map(Float.init)) : (0, score.gradient.map { _ in 0 })
      }
      sum += result.lossSum
      count += batch.count
      step += 1
      engine.update(
        .adam(
          learningRate: currentRate, beta2: 0.99, weightDecay: 0.02, decoupled: true, step: step))
    }
    return sum / Double(max(count, 1))
  }

  /// Up for a fifth of the steps, then down as a cosine.
  private var currentRate: Double {
    let share = Double(step) / Double(max(steps, 1))
    if share < 0.2 { return rate * (0.04 + 0.96 * share / 0.2) }
    return rate * 0.5 * (1 + Elementary.cos(.pi * min((share - 0.2) / 0.8, 1)))
  }
}

/// Strips moved by up to two pixels, as bytes of one width.
private struct StripBatch: BatchSource {
  let strips: [LabelledStrip]
  let identities: [Int]
  let epoch: UInt32
  let seed: UInt64

  var count: Int { strips.count }
  var shape: Shape { Shape(1, InkRow.Strip.rows, LabelledStrip.columns) }
  func label(_ position: Int) -> Int { 0 }
  func identity(_ position: Int) -> Int { identities[position] }

  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    var stream = RandomStream(
      seed: seed, purpose: .distortion, epoch: epoch, index: UInt32(identities[position]))
    let strip = strips[position].strip
    let (rows, columns) = (InkRow.Strip.rows, LabelledStrip.columns)
    let down = Int(stream.below(5)) - 2
    let free = columns - strip.columns
    let right = Int(stream.below(UInt32(free + 1)))
    for place in pixels.indices { pixels[place] = 0 }
    for row in max(0, -down)..<min(rows, rows - down) {
      for column in 0..<strip.columns {
        pixels[(row + down) * columns + column + right] =
          strip.pixels[row * strip.columns + column]
      }
    }
  }
}
