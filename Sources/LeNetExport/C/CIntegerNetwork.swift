import LeNetModel

/// A network in C with whole numbers: weights of eight bits, one scale for each tensor.
struct CIntegerNetwork {
  private let model: ModelFile
  private let steps: [CStep]
  private let plan: CIntegerPlan
  private let preparation: PlainPreparation

  /// A network that takes images of a shape; `ranges` has the greatest size of a number after each layer.
  init(_ model: ModelFile, image: Shape, ranges: [Float]) throws(ExportError) {
    self.model = model
    steps = try CStep.steps(of: model.parameters.layout, format: .c)
    plan = try CIntegerPlan(model, steps: steps, ranges: ranges)
    preparation = PlainPreparation(
      model.preparation, image: image, input: model.architecture.input)
  }

  /// Bytes of constants.
  var constantBytes: Int { plan.constantBytes }

  /// The function that the last layer has besides its sums.
  var lastActivation: Activation { steps.last?.activation ?? .identity }

  /// What a score of 1 stands for.
  var scoreScale: Double {
    if case .scores(let scale)? = plan.steps.last?.output { scale } else { 1 }
  }

  /// The header and the source, under a name.
  func source(name: String, producer: String) -> CSource {
    let classes = model.classes.count
    let prepared = CIntegerPreparation(preparation)
    let isSquashed = steps.last.map { $0.activation != .identity } ?? false
    return CSource(
      model, steps: steps, image: preparation.image, name: name, producer: producer,
      parts: CSource.Parts(
        scoreType: "int32_t", memoryType: "uint8_t",
        words: """
          Its weights are whole numbers of 8 bits, and it computes with whole numbers only. A score times
             \(CText.word(name).uppercased())_SCALE is about the model's own\
          \(isSquashed ? ", before the last layer's function" : "").
          """,
        definitions: ["SCALE \(CText.number(Float(scoreScale)))"],
        constants: definitions + constants + prepared.constants,
        functions: CIntegerFunctions.helpers(plan.steps) + prepared.functions
          + plan.steps.map(CIntegerFunctions.function(of:)),
        ending: [
          "for (i = 1; i < \(classes); i++) {", "    if (scores[i] > scores[best]) {",
          "        best = i;", "    }", "}",
        ],
        declarations: ["int i, best = 0;"]), reads: plan.steps.map(\.input.type))
  }

  /// A run of the network in a source; nil if one of its constants is missing there.
  func run(of source: String) -> CIntegerRun? {
    CIntegerRun(source, steps: plan.steps, preparation: CIntegerPreparation(preparation))
  }

  private var definitions: [String] {
    let lines = plan.steps.compactMap { planned -> String? in
      switch planned.output {
      case .scaled(let factor), .table(_, let factor):
        "#define \(planned.step.name)_MULTIPLIER \(factor.multiplier)\n"
          + "#define \(planned.step.name)_SHIFT \(factor.shift)"
      case .scores, .same: nil
      }
    }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
  }

  private var constants: [String] {
    var tables: [String: String] = [:]
    var texts: [String] = []
    for planned in plan.steps {
      let name = planned.step.name
      if !planned.weights.isEmpty {
        texts.append(
          CText.array(planned.weightType, "\(name)_weight", planned.weights.map(String.init)))
      }
      if !planned.biases.isEmpty {
        texts.append(CText.array("int32_t", "\(name)_bias", planned.biases.map(String.init)))
      }
      if !planned.borders.isEmpty {
        texts.append(CText.array("uint8_t", "\(name)_border", planned.borders.map(String.init)))
      }
      if case .table(let activation, _) = planned.output {
        let table = "\(activation.rawValue)_table"
        tables[table] = CText.array(
          planned.result.type, table, CIntegerTable.entries(activation).map(String.init))
      }
    }
    return texts + tables.sorted { $0.key < $1.key }.map(\.value)
  }
}
