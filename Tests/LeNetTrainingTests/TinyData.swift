import LeNet
import LeNetCatalog

/// Random numbers for tests, the SplitMix64 of Steele, Lea and Flood (2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A data set that trains in no time: three classes of noisy 8 x 8 images, told apart by a bright
/// band of rows.
enum TinyData {
  static func dataset(
    count: Int, seed: UInt64, shape: Shape = Shape(1, 8, 8), classes: Int = 3,
    hash: String = "tiny"
  ) throws -> Dataset {
    var random = SplitMix64(seed: seed)
    var images: [UInt8] = []
    var labels: [UInt8] = []
    for _ in 0..<count {
      let label = Int.random(in: 0..<classes, using: &random)
      labels.append(UInt8(label))
      for _ in 0..<shape.maps {
        for row in 0..<shape.rows {
          for _ in 0..<shape.columns {
            let isBright = row * classes / shape.rows == label
            images.append(UInt8.random(in: isBright ? 60...255 : 0...150, using: &random))
          }
        }
      }
    }
    return try Dataset(
      name: "tiny", shape: shape, images: images, labels: labels,
      classes: (0..<classes).map { "class \($0)" }, sha256: ["images-\(seed)": hash])
  }

  static func splits(
    count: Int = 53, shape: Shape = Shape(1, 8, 8), classes: Int = 3, hash: String = "tiny"
  ) throws -> DatasetSplits {
    try DatasetSplits(
      training: dataset(count: count, seed: 1, shape: shape, classes: classes, hash: hash),
      test: dataset(count: 31, seed: 2, shape: shape, classes: classes))
  }

  /// One of each kind whose state a checkpoint must hold or key: weights, running statistics and
  /// dropout.
  static let architecture = Architecture(
    name: "tiny", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 2, kernel: 3),
      "N1": .batchNormalization(activation: .relu),
      "S2": .maxPooling(window: 2),
      "flatten": .flatten,
      "dropout": .dropout(rate: 0.3),
      "output": .fullyConnected(units: 3),
    ])

  /// No hidden state: training at a rate near 0 measures the same as evaluation.
  static let linear = Architecture(
    name: "linear", input: Shape(1, 8, 8),
    layers: ["flatten": .flatten, "output": .fullyConnected(units: 3)])

  /// As LeNet-5 of 1998 in small: subsampling, and distances from prototypes.
  static let distances = Architecture(
    name: "distances", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 2, kernel: 3, activation: .scaledTanh),
      "S2": .subsampling(window: 2, activation: .scaledTanh),
      "flatten": .flatten,
      "F6": .fullyConnected(units: 4, activation: .scaledTanh),
      "output": .radialBasis(
        prototypes: .coordinates([[1, -1, 1, -1], [1, 1, -1, -1], [-1, 1, 1, 1]])),
    ])

  /// 45 images trained in steps of 8, so 6 steps an epoch, the last of 5 images.
  static let recipe = Recipe(
    name: "tiny", summary: "For tests.", architecture: architecture, initialization: .pytorch,
    optimizer: .adamw(), learningRate: 0.01, schedule: .oneCycle(warmupFraction: 0.3),
    batchSize: 8, length: .epochs(3), mean: [0.4], standardDeviation: [0.3],
    distortion: AffineDistortion(rotation: 10, scale: 0.1, shear: 0.1, shift: 1),
    elastic: ElasticDistortion(displacement: 0.7, smoothness: 3), validation: 8)
}
