import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Engine")
struct EngineTests {
  static let architecture = Architecture(
    name: "small", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 3, kernel: 3), "N1": .batchNormalization(activation: .relu),
      "S2": .maxPooling(window: 2), "flatten": .flatten, "dropout": .dropout(rate: 0.3),
      "output": .fullyConnected(units: 4),
    ])

  /// Without a layer at which all images meet, slices run from end to end.
  static let unnormalized = Architecture(
    name: "small", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 3, kernel: 3, activation: .relu), "S2": .maxPooling(window: 2),
      "C3": .convolution(maps: 2, kernel: 2, padding: 1), "flatten": .flatten,
      "output": .fullyConnected(units: 4),
    ])

  /// With so many weights in a full connection that all blocks meet there.
  static let large = Architecture(
    name: "small", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 29, kernel: 2, activation: .relu), "flatten": .flatten,
      "N1": .batchNormalization(), "F5": .fullyConnected(units: 187, activation: .sigmoid),
      "dropout": .dropout(rate: 0.3), "output": .fullyConnected(units: 4),
    ])

  /// With a convolution that lays out its weights before it is run.
  static let transformed = Architecture(
    name: "small", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 4, kernel: 1, activation: .tanh),
      "C3": .convolution(maps: 5, kernel: 5, activation: .relu), "flatten": .flatten,
      "output": .fullyConnected(units: 4),
    ])

  static func engine(
    _ architecture: Architecture = architecture, batchSize: Int, threads: Int = 2,
    instructions: InstructionSet = .best
  ) throws -> CPUEngine<Float> {
    let layout = try architecture.layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 8, columns: 8, resizeMode: .none, mean: [0.5], standardDeviation: [0.5]),
        imageShape: layout.input, loss: .crossEntropy, batchSize: batchSize, threads: threads,
        momentCount: 2), instructions: instructions)
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 5).values
    return engine
  }

  static func images(_ count: Int, seed: UInt64 = 6) -> RandomImages {
    RandomImages(count: count, shape: Shape(1, 8, 8), classes: 4, seed: seed)
  }

  static func step(_ engine: CPUEngine<Float>, _ batch: RandomImages, _ step: Int) -> BatchResult {
    let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 7, epoch: 1))
    engine.update(
      .adam(
        learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1,
        decoupled: true, step: step))
    return result
  }

  @Test(
    "any number of threads gives the same bits", arguments: InstructionSet.available,
    [architecture, unnormalized, large])
  func threads(_ instructions: InstructionSet, _ architecture: Architecture) throws {
    let reference = try Self.engine(
      architecture, batchSize: 300, threads: 1, instructions: instructions)
    let results = (1...3).map { Self.step(reference, Self.images(300 - 7 * $0), $0) }
    for threads in [2, 3, 4, 20] {
      let engine = try Self.engine(
        architecture, batchSize: 300, threads: threads, instructions: instructions)
      let other = (1...3).map { Self.step(engine, Self.images(300 - 7 * $0), $0) }
      #expect(other == results, "\(threads) threads")
      #expect(engine.parameters == reference.parameters, "\(threads) threads")
      #expect(engine.moments == reference.moments, "\(threads) threads")
    }
  }

  @Test(
    "a small batch after a full one leaves nothing behind", arguments: [1, 5, 17, 64],
    [architecture, unnormalized, large])
  func smallerBatch(count: Int, architecture: Architecture) throws {
    let used = try Self.engine(architecture, batchSize: 64)
    _ = used.computeGradient(of: Self.images(64), dropout: DropoutKey(seed: 7, epoch: 1))
    used.parameters = Initialization.pytorch.parameters(for: used.layout, seed: 5).values
    let fresh = try Self.engine(architecture, batchSize: 64)
    let batch = Self.images(count, seed: 8)
    let results = [used, fresh].map {
      $0.computeGradient(of: batch, dropout: DropoutKey(seed: 7, epoch: 1))
    }
    #expect(results[0] == results[1])
    #expect(used.gradient == fresh.gradient)
    #expect(results[0].count == count)
  }

  @Test("reading the gradient or evaluating before the update changes no bit")
  func readingBetween() throws {
    let plain = try Self.engine(batchSize: 100)
    let read = try Self.engine(batchSize: 100)
    let rule = UpdateRule.sgd(
      learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0)
    for _ in 0..<2 {
      for engine in [plain, read] {
        _ = engine.computeGradient(
          of: Self.images(100), dropout: DropoutKey(seed: 7, epoch: 1))
        if engine === read {
          let gradient = engine.gradient
          #expect(engine.gradient == gradient && gradient.contains { $0 != 0 })
          _ = engine.evaluate(Self.images(3))
        }
        engine.update(rule)
      }
    }
    #expect(plain.parameters == read.parameters)
  }

  @Test("answers do not depend on how many are asked", arguments: [0, 1, 7, 8, 15, 16, 17, 40])
  func evaluation(count: Int) throws {
    let engine = try Self.engine(batchSize: 1)
    let all = engine.evaluate(Self.images(41))
    let some = engine.evaluate(Self.images(count))
    #expect(some.count == count)
    #expect(some.logits == Array(all.logits[..<(count * 4)]))
    #expect(some.predictions == Array(all.predictions[..<count]))
    #expect(some.scores.count == count * 4)
    for image in 0..<count {
      let sum = some.scores[image * 4..<image * 4 + 4].reduce(0, +)
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  /// The sum over images of the gradients that one image at a time gives, by other kernels and without
  /// a meeting, is the gradient of the batch.
  @Test("a batch's gradient is the sum of its images'", arguments: InstructionSet.available)
  func sumOfGradients(_ instructions: InstructionSet) throws {
    var architecture = Self.large
    architecture.layers.removeAll { $0.name == "N1" || $0.name == "dropout" }
    let images = Self.images(37)
    let batch = try Self.engine(architecture, batchSize: 37, instructions: instructions)
    _ = batch.computeGradient(of: images, dropout: DropoutKey(seed: 7, epoch: 1))
    let single = try Self.engine(architecture, batchSize: 1, instructions: instructions)
    var sum = [Float](repeating: 0, count: batch.gradient.count)
    for position in 0..<37 {
      _ = single.computeGradient(
        of: OneImage(images, position), dropout: DropoutKey(seed: 7, epoch: 1))
      for (i, slope) in single.gradient.enumerated() { sum[i] += slope / 37 }
    }
    let largest = sum.reduce(0) { max($0, abs($1)) }
    for (expected, slope) in zip(sum, batch.gradient) {
      #expect(abs(expected - slope) <= 1e-5 * largest)
    }
  }

  @Test("one image alone is answered as among others", arguments: InstructionSet.available)
  func answer(_ instructions: InstructionSet) throws {
    let engine = try Self.engine(batchSize: 16, instructions: instructions)
    _ = Self.step(engine, Self.images(16), 1)
    let images = Self.images(1)
    let alone = engine.answer(to: images)
    let among = engine.evaluate(images)
    #expect(alone.predictions == among.predictions)
    for (a, b) in zip(alone.logits, among.logits) { #expect(abs(a - b) < 1e-5) }
    #expect(abs(alone.lossSum - among.lossSum) < 1e-5)
    #expect(engine.answer(to: images).logits == alone.logits)
  }

  /// Pooling behind flatten has maps of its own.
  @Test("one image alone is answered as among others where a flattened convolution is pooled")
  func pooledNumbers() throws {
    let engine = try Self.engine(
      Architecture(
        name: "small", input: Shape(1, 8, 8),
        layers: [
          "C1": .convolution(maps: 8, kernel: 3, activation: .relu), "flatten": .flatten,
          "S2": .maxPooling(window: 1), "output": .fullyConnected(units: 4),
        ]), batchSize: 1)
    let images = Self.images(1)
    let among = engine.evaluate(images).logits
    for (a, b) in zip(engine.answer(to: images).logits, among) { #expect(abs(a - b) < 1e-5) }
  }

  @Test("parameters that were moved or set are those that answer")
  func changedParameters() throws {
    let images = Self.images(17)
    let image = Self.images(1)
    for batchSize in [1, 17] {
      let engine = try Self.engine(Self.transformed, batchSize: batchSize)
      let start = engine.parameters
      let first = (engine.evaluate(images).logits, engine.answer(to: image).logits)
      _ = Self.step(engine, Self.images(batchSize), 1)
      let fresh = try Self.engine(Self.transformed, batchSize: batchSize)
      fresh.parameters = engine.parameters
      #expect(engine.evaluate(images).logits == fresh.evaluate(images).logits)
      #expect(engine.answer(to: image).logits == fresh.answer(to: image).logits)
      #expect(engine.evaluate(images).logits != first.0)
      engine.parameters = start
      #expect(engine.evaluate(images).logits == first.0)
      #expect(engine.answer(to: image).logits == first.1)
    }
  }

  @Test("dropout drops its share and scales the rest")
  func dropout() throws {
    let layout = try Architecture(
      name: "drop", input: Shape(1, 40, 50),
      layers: ["flatten": .flatten, "drop": .dropout(rate: 0.8), "F": .fullyConnected(units: 2)]
    ).layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 40, columns: 50, resizeMode: .none, mean: [-1], standardDeviation: [1]),
        imageShape: layout.input, loss: .meanSquaredError, batchSize: 20, threads: 1))
    // With weights 0 the gradient of a weight is a multiple of the sum of kept inputs.
    let batch = RandomImages(count: 20, shape: Shape(1, 40, 50), classes: 1, seed: 3)
    _ = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 9, epoch: 2))
    let weights = engine.gradient[..<2000]
    let zeros = weights.filter { $0 == 0 }.count
    // 0.8 to the 20th of the inputs are dropped for all images: 1.15 % of 2,000.
    #expect((5...50).contains(zeros), "seed 9: \(zeros)")
  }

  /// Of the inputs of two layers that drop a half each, a quarter is left; one mask drawn twice would leave
  /// a half.
  @Test("two dropout layers of a size drop different units")
  func dropoutLayers() throws {
    let layout = try Architecture(
      name: "drop", input: Shape(1, 40, 50),
      layers: [
        "flatten": .flatten, "first": .dropout(rate: 0.5), "second": .dropout(rate: 0.5),
        "F": .fullyConnected(units: 2),
      ]
    ).layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 40, columns: 50, resizeMode: .none, mean: [-1], standardDeviation: [1]),
        imageShape: layout.input, loss: .meanSquaredError, batchSize: 1, threads: 1))
    let image = RandomImages(count: 1, shape: Shape(1, 40, 50), classes: 1, seed: 3)
    _ = engine.computeGradient(of: image, dropout: DropoutKey(seed: 9, epoch: 2))
    let kept = engine.gradient[..<2000].count { $0 != 0 }
    #expect((400...600).contains(kept), "seed 9: \(kept)")
  }

  @Test("the gradient of a batch that is not full is the mean over its own images")
  func shortBatch() throws {
    let images = Self.images(5)
    let key = DropoutKey(seed: 7, epoch: 1)
    let gradients = try [8, 5].map {
      let engine = try Self.engine(Self.unnormalized, batchSize: $0, threads: 1)
      _ = engine.computeGradient(of: images, dropout: key)
      return engine.gradient
    }
    #expect(gradients[0] == gradients[1])
    #expect(gradients[0].contains { $0 != 0 })
  }

  @Test(
    "what cannot be run is refused",
    arguments: [
      (Shape(1, 9, 8), Preparation.ResizeMode.none, 1, 1, "the images are"),
      (Shape(1, 9, 8), .pad, 1, 1, "which padding cannot bring"),
      (Shape(3, 8, 8), .resize, 1, 1, "the number of maps must agree"),
      (
        Shape(1, 1 << 40, 1 << 40), .resize, 1, 1,
        "the images are 1x1099511627776x1099511627776; expected at least one row and one column"
      ),
      (Shape(1, 1 << 28, 2), .resize, 1, 1, "and at most 268435456 bytes an image"),
      (Shape(1, -8, 8), .pad, 1, 1, "the images are 1x-8x8; expected at least one row"),
      (Shape(1, 8, 0), .shrink, 1, 1, "the images are 1x8x0; expected at least one row"),
      (Shape(1, 8, 8), .none, 0, 1, "the batch size is 0; expected 1 to"),
      (Shape(1, 8, 8), .none, 1, 0, "the number of threads is 0; expected 1 to 1024"),
      (Shape(1, 8, 8), .none, 1_000_000, 1, "need more than 16 GiB"),
    ])
  func refusals(
    _ shape: Shape, _ resizeMode: Preparation.ResizeMode, _ batchSize: Int, _ threads: Int,
    _ text: String
  ) throws {
    let wide = Architecture(
      name: "wide", input: Shape(1, 8, 8),
      layers: [
        "N0": .batchNormalization(), "C1": .convolution(maps: 800, kernel: 1),
        "flatten": .flatten, "output": .fullyConnected(units: 4),
      ])
    let layout = try wide.layout()
    let error = #expect(throws: EngineError.self) {
      _ = try CPUEngine<Float>(
        EngineConfiguration(
          layout: layout,
          preparation: Preparation(
            rows: 8, columns: 8, resizeMode: resizeMode, mean: [0], standardDeviation: [1]),
          imageShape: shape, loss: .crossEntropy, batchSize: batchSize, threads: threads))
    }
    #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
  }
}

/// One of several images.
private struct OneImage: BatchSource {
  private let images: RandomImages
  private let place: Int

  init(_ images: RandomImages, _ place: Int) {
    self.images = images
    self.place = place
  }

  var count: Int { 1 }
  var shape: Shape { images.shape }
  func label(_ position: Int) -> Int { images.label(place) }
  func identity(_ position: Int) -> Int { images.identity(place) }
  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    images.writePixels(of: place, into: &pixels)
  }
}
