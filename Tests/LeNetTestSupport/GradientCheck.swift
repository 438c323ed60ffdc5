public import LeNetEngine
public import LeNetModel
import LeNetRandom

/// Images of random bytes, a function of seed and position alone.
public struct RandomImages: BatchSource {
  /// Images.
  public let count: Int
  /// The shape of every image.
  public let shape: Shape
  private let seed: UInt64
  private let classes: Int

  /// `count` images with labels below `classes`.
  public init(count: Int, shape: Shape, classes: Int, seed: UInt64) {
    self.count = count
    self.shape = shape
    self.classes = classes
    self.seed = seed
  }

  /// Classes in turn, not in order.
  public func label(_ position: Int) -> Int { (position * 7 + 3) % classes }

  /// The position.
  public func identity(_ position: Int) -> Int { position }

  /// Random bytes.
  public func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    var stream = RandomStream(seed: seed, purpose: .test, index: UInt32(position))
    for i in pixels.indices { pixels[i] = UInt8(truncatingIfNeeded: stream.nextWord()) }
  }
}

/// A comparison of a network's gradient with differences of its loss, in Double through the very
/// kernels that ship.
public struct GradientCheck {
  /// The network.
  public var architecture: Architecture
  /// What is made small.
  public var loss: Loss
  /// Images of the batch; 1, one less and one more than a block are the awkward counts.
  public var images: Int
  /// The instruction set.
  public var instructions: InstructionSet
  /// Layers that are not trained, whose gradient is not looked at.
  public var frozen: Set<String> = []
  /// Distance of the points that differences are taken at.
  public var step: Double

  /// A check of a network whose last layer has as many outputs as classes.
  public init(
    _ architecture: Architecture, loss: Loss = .crossEntropy, images: Int = 3,
    instructions: InstructionSet = .best, step: Double = 3e-5
  ) {
    self.architecture = architecture
    self.loss = loss
    self.images = images
    self.instructions = instructions
    self.step = step
  }

  /// The greatest ||analytic - numeric|| / max(||analytic||, ||numeric||) of any tensor.
  ///
  /// Numeric derivatives are central differences of fourth order,
  /// (f(x - 2h) - 8 f(x - h) + 8 f(x + h) - f(x + 2h)) / 12h. Where a ReLU or a maximum switches
  /// between the points the function has a kink, differences with h and h/2 disagree, and the
  /// network is drawn again with another seed, at most 20 times.
  public func worstError(seed: UInt64) throws -> (error: Double, tensor: String, seed: UInt64) {
    for attempt in 0..<20 {
      let drawn = seed &+ UInt64(attempt) &* 1_000_003
      if let result = try error(seed: drawn) { return (result.error, result.tensor, drawn) }
    }
    throw KinksEverywhere()
  }

  /// No seed without a kink was found.
  public struct KinksEverywhere: Error {}

  private func error(seed: UInt64) throws -> (error: Double, tensor: String)? {
    let layout = try architecture.layout()
    let maps = layout.input.maps
    let preparation = Preparation(
      rows: layout.input.rows, columns: layout.input.columns, resizeMode: .none,
      mean: Array(repeating: 0.4, count: maps),
      standardDeviation: Array(repeating: 0.3, count: maps))
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: layout, preparation: preparation, imageShape: layout.input, loss: loss,
        batchSize: images, threads: 2,
        rates: TensorRates(frozen: frozen)), instructions: instructions)
    var stream = RandomStream(seed: seed, purpose: .test, epoch: 1)
    var start = engine.parameters
    for tensor in layout.parameters where tensor.trainable || tensor.role == .prototype {
      let absent = tensor.absent
      let reach = 1.2 / Double(max(tensor.fanIn, 1)).squareRoot()
      for i in 0..<tensor.count where !absent.contains(where: { $0.contains(i) }) {
        start[tensor.offset + i] =
          tensor.role == .scale ? stream.uniform(in: 0.5...1.5) : stream.uniform(in: -reach...reach)
      }
    }
    for tensor in layout.parameters where tensor.role.isRunning && !frozen.isEmpty {
      for i in tensor.range { start[i] = stream.uniform(in: 0.3...0.9) }
    }
    let factors = TensorRates(frozen: frozen).factors(in: layout)
    let batch = RandomImages(
      count: images, shape: layout.input, classes: layout.classes, seed: seed)
    func meanLoss(_ parameters: [Double]) -> Double {
      engine.parameters = parameters
      let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: 0))
      return result.lossSum / Double(result.count)
    }
    _ = meanLoss(start)
    let analytic = engine.gradient
    func at(_ place: Int, _ distance: Double) -> Double {
      var moved = start
      moved[place] += distance
      return meanLoss(moved)
    }
    func slope(_ place: Int, _ h: Double) -> Double {
      let far = at(place, -2 * h) - at(place, 2 * h)
      let near = at(place, h) - at(place, -h)
      return (far + 8 * near) / (12 * h)
    }
    var worst = (error: 0.0, tensor: "")
    for (tensor, factor) in zip(layout.parameters, factors) where factor != 0 {
      let absent = tensor.absent
      var difference = 0.0
      var analyticNorm = 0.0
      var numericNorm = 0.0
      // Large tensors are sampled at random: a stride would see the same column or lane only.
      let sample =
        tensor.count <= 40
        ? Array(0..<tensor.count) : (0..<40).map { _ in Int(stream.below(UInt32(tensor.count))) }
      for i in sample {
        let place = tensor.offset + i
        if absent.contains(where: { $0.contains(i) }) {
          difference += analytic[place] * analytic[place]
          continue
        }
        let numeric = slope(place, step)
        let half = slope(place, step / 2)
        guard (numeric - half).magnitude <= 1e-8 * max(1, numeric.magnitude) else { return nil }
        difference += (numeric - analytic[place]) * (numeric - analytic[place])
        analyticNorm += analytic[place] * analytic[place]
        numericNorm += numeric * numeric
      }
      let scale = max(analyticNorm, numericNorm).squareRoot()
      let error = difference.squareRoot() / max(scale, 1e-4)
      // NaN counts as worse than anything.
      if !(error <= worst.error) { worst = (error, tensor.name) }
      guard error == error else { break }
    }
    return worst
  }
}
