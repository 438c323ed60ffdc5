import LeNetModel

/// A network in C with 32-bit numbers: every weight has the bits of the model.
struct CFloatNetwork {
  private let model: ModelFile
  private let steps: [CStep]
  private let preparation: PlainPreparation

  /// A network that takes images of a shape.
  init(_ model: ModelFile, image: Shape) throws(ExportError) {
    self.model = model
    steps = try CStep.steps(of: model.parameters.layout, format: .c)
    preparation = PlainPreparation(
      model.preparation, image: image, input: model.architecture.input)
  }

  /// The header and the source, under a name.
  func source(name: String, producer: String) -> CSource {
    let hasSoftmax = steps.last?.activation == .softmax
    let classes = model.classes.count
    let best = [
      "for (i = 1; i < \(classes); i++) {", "    if (scores[i] > scores[best]) {",
      "        best = i;", "    }", "}",
    ]
    return CSource(
      model, steps: steps, image: preparation.image, name: name, producer: producer,
      parts: CSource.Parts(
        scoreType: "float", memoryType: "float",
        words: "Its numbers are floats, the model's own to the last bit.",
        constants: constants + CFloatPreparation.constants(preparation),
        functions: CFloatFunctions.activations(of: steps)
          + CFloatPreparation.functions(preparation)
          + steps.map(CFloatFunctions.function(of:)),
        ending: best
          + (hasSoftmax
            ? ["greatest = scores[best];"] + CFloatFunctions.softmax(classes: classes) : []),
        declarations: hasSoftmax
          ? ["int i, best = 0;", "float sum, greatest;"] : ["int i, best = 0;"]))
  }

  /// Bytes of constants.
  var constantBytes: Int {
    let parameters = steps.reduce(0) { count, step in
      let own =
        Self.isNormalization(step.layer) ? 0 : step.layer.parameters.reduce(0) { $0 + $1.count }
      let hasFactors = step.normalization != nil || Self.isNormalization(step.layer)
      return count + own + (hasFactors ? 2 * step.layer.output.maps : 0)
    }
    let taps = preparation.taps.map { $0.rows.count + $0.columns.count } ?? 0
    return 4 * (parameters + 2 * preparation.scales.count) + 8 * taps
  }

  /// A run of the network in a source.
  func run(of source: String) -> CFloatRun {
    CFloatRun(source, steps: steps, preparation: preparation)
  }

  /// The tensors in a source that have the model's own numbers, by name.
  func tensors(in source: String) -> [String: ReadTensor] {
    let arrays = CConstants(source).floats
    var tensors: [String: ReadTensor] = [:]
    for step in steps where !Self.isNormalization(step.layer) {
      for tensor in step.layer.parameters {
        guard let values = arrays["\(step.name)_\(tensor.role.suffix)"],
          values.count == tensor.count
        else { continue }
        tensors[tensor.name] = ReadTensor(sizes: tensor.shape, values: values)
      }
    }
    return tensors
  }

  private var constants: [String] {
    steps.flatMap { step -> [String] in
      let own =
        step.layer.parameters.isEmpty || Self.isNormalization(step.layer)
        ? []
        : step.layer.parameters.map { tensor in
          CText.array(
            "\(step.name)_\(tensor.role.suffix)", Array(model.parameters.values[tensor.range]))
        }
      guard let normalization = step.normalization ?? Self.normalization(step.layer) else {
        return own
      }
      let values = CNormalization(normalization, model.parameters)
      return own + [
        CText.array("\(step.name)_factor", values.factors),
        CText.array("\(step.name)_offset", values.offsets),
      ]
    }
  }

  private static func isNormalization(_ layer: LayerLayout) -> Bool {
    normalization(layer) != nil
  }

  private static func normalization(_ layer: LayerLayout) -> LayerLayout? {
    if case .batchNormalization = layer.layer { layer } else { nil }
  }
}
