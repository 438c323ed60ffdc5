import Foundation
import LeNetEngine
import LeNetModel
import LeNetTestSupport

/// What PyTorch computed for one network, made by Tests/References/make-references.py, whose
/// docstring says how inputs follow from a hash of integers.
struct PyTorchReference {
  let file: Safetensors
  let layout: NetworkLayout
  let preparation: Preparation
  let images: HashedImages

  private let seed: UInt32

  /// Reads NAME.safetensors; `size` gives another input size than the architecture's own.
  init(_ name: String, size: (rows: Int, columns: Int)? = nil) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("References")
    let data = try Data(contentsOf: folder.appendingPathComponent("\(name).safetensors"))
    file = try Safetensors(reading: [UInt8](data))
    seed = UInt32(file.metadata["seed"] ?? "") ?? 0
    var architecture = try Self.architecture(name)
    if let size {
      architecture = architecture.accepting(
        input: Shape(architecture.input.maps, size.rows, size.columns))
    }
    layout = try architecture.layout()
    let maps = architecture.input.maps
    // Where bytes are multiplied by a scale, byte / 255 is divided by 1 / (255 scale).
    let scale = Double(file.metadata["scale"] ?? "").map { 1 / (255 * $0) }
    preparation = Preparation(
      rows: layout.input.rows, columns: layout.input.columns, resizeMode: .none,
      mean: Array(repeating: Double(file.metadata["mean"] ?? "") ?? 0, count: maps),
      standardDeviation: Array(
        repeating: scale ?? Double(file.metadata["deviation"] ?? "") ?? 1, count: maps))
    images = HashedImages(seed: seed, shape: layout.input)
  }

  private static func architecture(_ name: String) throws -> Architecture {
    switch name {
    case "lenet5-d2l-convolutions": .leNet5D2L(batchNormalization: .convolutions)
    case "lenet5-d2l-all": .leNet5D2L(batchNormalization: .all)
    default: try Architecture.find(name)
    }
  }

  /// The parameters that the formulas give; `number` counts PyTorch's state dictionary.
  var parameters: [Float] {
    var values = [Float](repeating: 0, count: layout.arenaExtent)
    let gain = Double(file.metadata["gain"] ?? "") ?? 1
    for (number, tensor) in layout.layers.flatMap(\.parameters).enumerated() {
      for i in 0..<tensor.count {
        let uniform =
          Double(hash(seed, UInt32(number), UInt32(i))) / 0x1p31 - 1
        let value =
          switch tensor.role {
          case .weight: uniform * gain / Double(tensor.fanIn).squareRoot()
          case .bias: uniform * 0.25
          case .coefficient, .prototype, .trainedPrototype: uniform
          case .scale, .runningVariance: 1 + uniform * 0.5
          case .shift, .runningMean: uniform * 0.5
          }
        values[tensor.offset + i] = Float(value)
      }
    }
    return values
  }

  /// How many times the rate biases learn at in the `biasRate/` trainings.
  var biasRate: Double { Double(file.metadata["biasRate"] ?? "") ?? 1 }

  func values(_ name: String) -> [Float] { file[name]?.values ?? [] }

  /// The masks of a step, `[image][unit]`, for the one dropout layer.
  func masks(step: Int) -> [[UInt8]] {
    let masks = values("dropout/masks")
    guard !masks.isEmpty else { return [] }
    let size = masks.count / 10
    return [masks[step * size..<(step + 1) * size].map { UInt8($0) }]
  }
}

/// lowbias32 by Chris Wellons, of two numbers and a seed.
private func hash(_ seed: UInt32, _ number: UInt32, _ index: UInt32) -> UInt32 {
  var h = index &+ (number &+ 65536 &* seed) &* 0x9E37_79B9
  h ^= h >> 16
  h &*= 0x7FEB_352D
  h ^= h >> 15
  h &*= 0x846C_A68B
  return h ^ h >> 16
}

/// The images of a step of the references.
struct HashedImages: BatchSource {
  let seed: UInt32
  let shape: Shape
  var count = 19
  /// The first image: step s of ten begins at 3 s.
  var start = 0

  func label(_ position: Int) -> Int { (7 * (start + position) + 3) % 10 }

  func identity(_ position: Int) -> Int { start + position }

  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    let image = start + position
    let rows = (shape.rows + 3) / 4
    let columns = (shape.columns + 3) / 4
    var place = 0
    for map in 0..<shape.maps {
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          let area = ((image * shape.maps + map) * rows + row / 4) * columns + column / 4
          let pixel = ((image * shape.maps + map) * shape.rows + row) * shape.columns + column
          let coarse = hash(seed, 1000, UInt32(area)) >> 24
          let fine = hash(seed, 1001, UInt32(pixel)) >> 24
          pixels[place] = UInt8((coarse * fine) >> 8)
          place += 1
        }
      }
    }
  }
}
