import CAllocationCount
import LeNet
import LeNetTestSupport
import Testing

/// What a training step asks of the heap once all is warm, for every kind of layer.
@Suite("Allocations of a step")
struct StepAllocationTests {
  static let recipes: [Recipe] = {
    var d2l = Recipe.d2l
    d2l.architecture = .leNet5D2L(batchNormalization: .all)
    var distorted = Recipe.pytorch
    (distorted.distortion, distorted.elastic) = (.digits, .digits)
    return [
      .pytorch, distorted, d2l, .keras, .caffe, .paper, .paperLeNet1, .paperLeNet4,
    ]
  }()

  static let batchSizes = [1, 64]
  /// One thread runs pieces by itself; two meet.
  static let threads = [1, 2]
  static let warmUp = 10
  static let steps = 40

  // Unoptimized code allocates where optimized code does not.
  #if DEBUG
  static let isMeasurable = false
  #else
  static let isMeasurable = allocations_are_counted()
  #endif

  // Each in a process of its own, in which nothing else allocates meanwhile.

  @Test("Your own loop allocates nothing in a step", .enabled(if: isMeasurable))
  func engine() async {
    await #expect(processExitsWith: .success) {
      try Self.forEveryCase { recipe, data, threads in
        try Self.allocations(ofEngineWith: recipe, data, threads: threads)
      }
    }
  }

  @Test("A training run allocates nothing in a step", .enabled(if: isMeasurable))
  func run() async {
    await #expect(processExitsWith: .success) {
      try Self.forEveryCase { recipe, data, threads in
        try Self.allocations(ofRunWith: recipe, data, threads: threads)
      }
    }
  }

  @Test("An allocation is counted", .enabled(if: isMeasurable))
  func counter() async {
    await #expect(processExitsWith: .success) {
      let before = allocation_count()
      let numbers = (0..<100).map { [Int](repeating: $0, count: 100) }
      #expect(allocation_count() - before >= 100 && numbers[99][99] == 99)
    }
  }

  static func forEveryCase(
    _ allocations: (Recipe, DatasetSplits, _ threads: Int) throws -> Int64
  ) throws {
    for named in recipes {
      for batchSize in batchSizes {
        var recipe = named
        recipe.batchSize = batchSize
        recipe.validation = 0
        let data = try TinyData.splits(
          count: (warmUp + steps + 1) * batchSize, shape: Shape(1, 28, 28), classes: 10)
        for threads in threads {
          let count = try allocations(recipe, data, threads)
          #expect(
            count == 0,
            """
            \(recipe.architecture.name)\(recipe.elastic == nil ? "" : ", distorted"), batches of \(batchSize), \(threads) threads: \
            \(Double(count) / Double(steps)) allocations a step
            """)
        }
      }
    }
  }

  /// Allocations of `steps` steps on the engine itself.
  static func allocations(
    ofEngineWith recipe: Recipe, _ data: DatasetSplits, threads: Int
  ) throws -> Int64 {
    let layout = try recipe.architecture.layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout, preparation: recipe.preparation(for: layout.input),
        imageShape: data.training.shape, loss: recipe.loss, batchSize: recipe.batchSize,
        threads: threads, momentCount: recipe.optimizer.momentCount))
    engine.parameters = recipe.initialization.parameters(for: layout, seed: 1).values
    let images = DatasetBatch(
      data.training, distortion: recipe.distortion, elastic: recipe.elastic)
    var before: Int64 = 0
    for step in 0..<warmUp + steps {
      if step == warmUp { before = allocation_count() }
      let batch = images.moved(to: step * recipe.batchSize..<(step + 1) * recipe.batchSize)
      _ = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: 1))
      engine.update(recipe.optimizer.rule(learningRate: 0.01, step: step + 1))
    }
    return allocation_count() - before
  }

  /// Allocations of `steps` steps in the middle of an epoch.
  static func allocations(
    ofRunWith recipe: Recipe, _ data: DatasetSplits, threads: Int
  ) throws -> Int64 {
    var options = TrainingOptions()
    options.threads = threads
    var (step, before, after) = (0, Int64(0), Int64(0))
    _ = try TrainingRun(recipe: recipe, data: data, options: options).run(shouldStop: {
      if step == warmUp { before = allocation_count() }
      after = allocation_count()
      step += 1
      return step > warmUp + steps
    })
    return after - before
  }
}
