import LeNetData
import LeNetEvaluation
import LeNetExport
import LeNetModel
import LeNetTestSupport

/// Models of every kind of layer, and images for them.
enum ExportedModels {
  /// The built-in networks, and those with what they lack.
  static let names =
    Architecture.all.map(\.name) + ["normalized", "exact", "resized", "shrunk", "padded"]

  /// The untrained model of that name.
  static func named(_ name: String) throws -> ModelFile {
    switch name {
    case "normalized":
      var model = try ModelFile(untrained: .leNet5D2L(batchNormalization: .all))
      // Statistics as no new network has them.
      for tensor in model.parameters.layout.parameters where tensor.role.isRunning {
        for (number, place) in tensor.range.enumerated() {
          model.parameters.values[place] = 0.25 + Float(number) / 32
        }
      }
      return model
    case "exact": return try ExactNetwork.model()
    case "resized", "shrunk", "padded":
      var model = try ModelFile(untrained: .leNet5PyTorch)
      model.preparation.resizeMode =
        name == "resized" ? .resize : name == "shrunk" ? .shrink : .pad
      (model.preparation.mean, model.preparation.standardDeviation) = ([0.1307], [0.3081])
      return model
    default: return try ModelFile(untrained: Architecture.find(name))
    }
  }

  /// Images of 28x28 pixels where the model changes their size, or else of the network's size.
  static func images(for model: ModelFile, count: Int = 20) throws -> Dataset {
    let shape =
      model.preparation.resizeMode == .none ? model.architecture.input : Shape(1, 28, 28)
    let pixels = (0..<count * shape.count).map { place in
      UInt8(truncatingIfNeeded: (place * 7919) >> 3 ^ place * 31)
    }
    return try Dataset(
      name: "noise", shape: shape, images: pixels,
      labels: (0..<count).map { UInt8($0 % model.classes.count) }, classes: model.classes)
  }

  /// The export of a model under the name `net`.
  static func export(
    _ model: ModelFile, to format: ExportFormat,
    changing: (inout ModelExport.Options) -> Void = { _ in }
  ) throws -> ModelExport {
    var options = ModelExport.Options(
      name: "net", producer: "test", image: try images(for: model, count: 1).shape)
    changing(&options)
    return try ModelExport(model, to: format, options: options)
  }

  /// The numbers of bytes that a model's own images give.
  static func int8(for model: ModelFile) throws -> CNumbers {
    .int8(
      ranges: try Calibration.ranges(
        of: Evaluator(model: model, threads: 1), on: images(for: model), count: 20))
  }
}
