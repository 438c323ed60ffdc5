import LeNetEngine
import LeNetText
package import LeNetModel

extension Checkpoint {
  /// The metadata key that a model file does not have.
  static let metadataKey = ModelFile.checkpointKey

  /// The checkpoint as a file: the current model with additional tensors and a text.
  ///
  /// # Shapes
  /// `optimizer.1.C1.weight` has the shape of `C1.weight`, as has `kept.C1.weight`.
  ///
  /// Throws if a sum is not finite.
  package func file(
    preparation: Preparation, classes: [String], path: String
  ) throws(CheckpointError) -> ModelFile {
    let layout = parameters.layout
    var tensors: [Safetensors.Tensor] = []
    for (number, moment) in moments.enumerated() {
      tensors += Self.tensors(
        of: layout.parameters.filter(\.trainable), in: moment, prefix: "optimizer.\(number + 1).")
    }
    if let kept {
      tensors += Self.tensors(of: layout.parameters, in: kept.parameters.values, prefix: "kept.")
    }
    let text = CheckpointText(
      identity: identity, instructions: computedBy, position: position, running: running,
      moments: moments.count,
      kept: kept.map { .init(epoch: $0.epoch, steps: $0.steps, validation: $0.validation) },
      metricsLines: metricsLines, metricsLinesOfWholeEpochs: metricsLinesOfWholeEpochs)
    guard let json = try? JSON(encoding: text) else {
      throw .damaged(path, "its sums are not finite")
    }
    return ModelFile(
      preparation: preparation, classes: classes,
      training: identity.record(
        computedBy: computedBy, epochs: wholeEpochs, steps: position.steps),
      parameters: parameters, extraTensors: tensors,
      extraMetadata: [Self.metadataKey: json.text])
  }

  /// Reads the file of a checkpoint; throws if anything in it is wrong.
  package init(reading path: String) throws(CheckpointError) {
    let file: ModelFile
    do throws(ModelFileError) {
      file = try ModelFile.read(path, extras: .kept)
    } catch {
      throw CheckpointError(path: path, reason: .file(error))
    }
    let text = try CheckpointText(of: file, path: path)
    let layout = file.parameters.layout
    var tensors: [String: Safetensors.Tensor] = [:]
    for tensor in file.extraTensors { tensors[tensor.name] = tensor }
    moments = []
    for number in 0..<text.moments {
      let values = Self.arena(
        of: layout.parameters.filter(\.trainable), extent: layout.trainableExtent, from: tensors,
        prefix: "optimizer.\(number + 1).")
      guard let values else { throw .damaged(path, "its optimizer's tensors are incomplete") }
      moments.append(values)
    }
    if let kept = text.kept {
      let values = Self.arena(
        of: layout.parameters, extent: layout.arenaExtent, from: tensors, prefix: "kept.")
      guard let values else { throw .damaged(path, "the tensors of its best epoch are incomplete") }
      self.kept = KeptEpoch(
        epoch: kept.epoch, steps: kept.steps, validation: kept.validation,
        parameters: Parameters(layout: layout, values: values))
    }
    classNames = file.classes
    identity = text.identity
    computedBy = text.instructions
    position = text.position
    running = text.running
    parameters = file.parameters
    metricsLines = text.metricsLines
    metricsLinesOfWholeEpochs = text.metricsLinesOfWholeEpochs
  }

  private static func tensors(
    of parameters: [ParameterLayout], in arena: [Float], prefix: String
  ) -> [Safetensors.Tensor] {
    parameters.map {
      Safetensors.Tensor(name: prefix + $0.name, shape: $0.shape, values: Array(arena[$0.range]))
    }
  }

  /// The tensors at their places in an arena; nil if one is missing or has another shape.
  private static func arena(
    of parameters: [ParameterLayout], extent: Int, from tensors: [String: Safetensors.Tensor],
    prefix: String
  ) -> [Float]? {
    var values = [Float](repeating: 0, count: extent)
    for parameter in parameters {
      guard let tensor = tensors[prefix + parameter.name], tensor.shape == parameter.shape else {
        return nil
      }
      values.replaceSubrange(parameter.range, with: tensor.values)
    }
    return values
  }
}

/// The values of a checkpoint that are not tensors.
private struct CheckpointText: Codable {
  struct Kept: Codable {
    var epoch: Int
    var steps: Int
    var validation: RunningMetrics?
  }

  var identity: RunIdentity
  var instructions: [ComputeIdentity]
  var position: Checkpoint.Position
  var running: RunningMetrics
  var moments: Int
  var kept: Kept?
  var metricsLines: Int
  var metricsLinesOfWholeEpochs: Int?

  init(
    identity: RunIdentity, instructions: [ComputeIdentity], position: Checkpoint.Position,
    running: RunningMetrics, moments: Int, kept: Kept?, metricsLines: Int,
    metricsLinesOfWholeEpochs: Int?
  ) {
    self.identity = identity
    self.instructions = instructions
    self.position = position
    self.running = running
    self.moments = moments
    self.kept = kept
    self.metricsLines = metricsLines
    self.metricsLinesOfWholeEpochs = metricsLinesOfWholeEpochs
  }

  init(of file: ModelFile, path: String) throws(CheckpointError) {
    guard let text = file.extraMetadata[Checkpoint.metadataKey] else {
      throw .damaged(path, "its metadata lacks '\(Checkpoint.metadataKey)'")
    }
    do {
      self = try JSON(reading: Array(text.utf8)).withCurrentNames.decoded(as: CheckpointText.self)
      try identity.recipe.validate()
    } catch {
      throw .damaged(path, "its '\(Checkpoint.metadataKey)' cannot be read: \(error)")
    }
    let counts = [
      position.steps, position.epochs, running.examples, running.correct, kept?.epoch ?? 0,
      kept?.steps ?? 0, metricsLines, metricsLinesOfWholeEpochs ?? 0,
    ]
    guard counts.allSatisfy({ $0 >= 0 }), moments == identity.recipe.optimizer.momentCount else {
      throw .damaged(path, "a count in its '\(Checkpoint.metadataKey)' cannot be right")
    }
  }
}

extension CheckpointError {
  static func damaged(_ path: String, _ problem: String) -> CheckpointError {
    CheckpointError(path: path, reason: .damaged(problem))
  }
}
