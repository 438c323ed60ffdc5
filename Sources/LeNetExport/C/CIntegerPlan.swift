import LeNetModel

/// Chooses the whole numbers of a network: scales by tensor, from the ranges that calibration found.
struct CIntegerPlan {
  /// The steps, from input to output.
  private(set) var steps: [CIntegerStep] = []
  private let parameters: Parameters
  /// The greatest size of a number after each layer of the layout.
  private let ranges: [Float]

  /// A plan; `ranges` has the greatest size of a number after each layer, on images like those that will come.
  init(
    _ model: ModelFile, steps: [CStep], ranges: [Float]
  ) throws(ExportError) {
    parameters = model.parameters
    self.ranges = ranges
    let preparation = model.preparation
    var scale = CIntegerScale(
      scale: 1 / (255 * preparation.standardDeviation[0]), zeros: preparation.mean.map { 255 * $0 })
    // Maps with other deviations get a share of them into their weights.
    var shares = preparation.standardDeviation.map { preparation.standardDeviation[0] / $0 }
    for (number, step) in steps.enumerated() {
      guard step.layer.parameters.isEmpty == false || Set(shares).count == 1 else {
        throw Self.refusal(
          step, "its maps have other standard deviations, and it has no weights to take them up")
      }
      let planned = try planned(step, scale, shares, isLast: number == steps.count - 1)
      self.steps.append(planned)
      scale = planned.result
      shares = [1]
    }
  }

  /// Bytes of constants: weights, biases, factors and tables.
  var constantBytes: Int {
    let tables = Set(
      steps.compactMap { if case .table(let activation, _) = $0.output { activation } else { nil } }
    )
    return steps.reduce(CIntegerTable.count * tables.count) { bytes, step in
      bytes + step.weights.count * (step.weightType == "int8_t" ? 1 : 2) + 4 * step.biases.count
    }
  }

  private func planned(
    _ step: CStep, _ input: CIntegerScale, _ shares: [Double], isLast: Bool
  ) throws(ExportError) -> CIntegerStep {
    switch step.layer.layer {
    case .convolution, .fullyConnected, .subsampling:
      return try sums(of: step, input, shares, isLast)
    case .radialBasis:
      let prototypes = values(step, .prototype) + values(step, .trainedPrototype)
      guard prototypes.allSatisfy({ abs($0 / input.scale) <= Double(Int16.max) }) else {
        throw Self.refusal(step, "its prototypes are far outside the range of its inputs")
      }
      return CIntegerStep(
        step: step, input: input, result: input,
        weights: prototypes.map { Int(($0 / input.scale).rounded()) }, biases: [],
        output: .scores(scale: input.scale * input.scale))
    case .batchNormalization:
      throw Self.refusal(step, "the normalization does not follow sums that could take it up")
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling:
      guard let pooling = step.pooling else { throw Self.refusal(step, "it has no windows") }
      let share = pooling.isMaximum ? 1 : 1 / Double(pooling.count)
      return CIntegerStep(
        step: step, input: input, result: input, weights: [], biases: [],
        output: isLast
          ? .scores(scale: input.scale * share)
          : pooling.isMaximum ? .same : .scaled(CIntegerFactor(share)))
    case .flatten, .dropout: throw Self.refusal(step, "it computes nothing")
    }
  }

  private func sums(
    of step: CStep, _ input: CIntegerScale, _ shares: [Double], _ isLast: Bool
  ) throws(ExportError) -> CIntegerStep {
    let outputs = step.layer.output.maps
    var weights = values(step, .weight) + values(step, .coefficient)
    var biases = values(step, .bias)
    let perOutput = weights.count / outputs
    let perSource = max(perOutput / step.layer.input.maps, 1)
    func source(_ place: Int) -> Int {
      if case .subsampling(let layer) = step.layer.layer { return place / layer.copies }
      return place % perOutput / perSource
    }
    for place in weights.indices {
      weights[place] *= shares.count == 1 ? 1 : shares[source(place)]
    }
    if let normalization = step.normalization.map({ CNormalization($0, parameters) }) {
      for place in weights.indices {
        weights[place] *= Double(normalization.factors[place / perOutput])
      }
      for map in biases.indices {
        biases[map] =
          biases[map] * Double(normalization.factors[map]) + Double(normalization.offsets[map])
      }
    }
    guard weights.allSatisfy(\.isFinite) else {
      throw Self.refusal(step, "the normalization after it makes weights that are not finite")
    }
    let greatest = weights.map(abs).max() ?? 0
    let weightScale = greatest > 0 ? greatest / 127 : 1
    let whole = weights.map { Int(($0 / weightScale).rounded()) }
    let sumScale = weightScale * input.scale
    // A subsampling adds a window of numbers for each of its weights.
    var taps = 1.0
    if case .subsampling(let layer) = step.layer.layer {
      taps = Double(layer.window * layer.window)
    }
    let wholeBiases = biases.indices.map { map in
      var bias = biases[map] / sumScale
      for place in map * perOutput..<(map + 1) * perOutput {
        bias -= taps * input.zero(source(place)) * Double(whole[place])
      }
      return bias.rounded()
    }
    let window = step.pooling.map { $0.isMaximum ? 1 : Double($0.count) } ?? 1
    for map in biases.indices {
      let size = whole[map * perOutput..<(map + 1) * perOutput].reduce(0.0) { $0 + Double(abs($1)) }
      let most = (size * taps * Double(input.greatest) + abs(wholeBiases[map])) * window
      // Also false where a number is not finite.
      guard most < 0x1p31 else {
        throw Self.refusal(
          step, "its sums do not fit into 32 bits, because a bias is far above its weights")
      }
    }
    let (result, output) = try output(of: step, sumScale: sumScale, isLast)
    return CIntegerStep(
      step: step, input: input, result: result, weights: whole, biases: wholeBiases.map { Int($0) },
      output: output)
  }

  /// The scale after a step of sums, and how it is reached.
  private func output(
    of step: CStep, sumScale: Double, _ isLast: Bool
  ) throws(ExportError) -> (CIntegerScale, CIntegerStep.Output) {
    let window = step.pooling.map { $0.isMaximum ? 1 : Double($0.count) } ?? 1
    if isLast, !CIntegerTable.has(step.activation) || step.pooling == nil {
      return (CIntegerScale(scale: sumScale), .scores(scale: sumScale / window))
    }
    if CIntegerTable.has(step.activation) {
      guard !isLast else {
        throw Self.refusal(
          step, "the pooling after a squashing function would give too coarse scores")
      }
      return (
        CIntegerTable.scale(step.activation),
        .table(step.activation, factor: CIntegerFactor(sumScale * CIntegerTable.density))
      )
    }
    let isSigned = step.activation == .identity
    let range = Double(ranges[step.lastLayer])
    guard range.isFinite else {
      throw Self.refusal(step, "its numbers are not finite on the images of the calibration")
    }
    let scale = CIntegerScale(
      scale: range > 0 ? range / (isSigned ? 127 : 255) : 1, isSigned: isSigned)
    return (scale, .scaled(CIntegerFactor(sumScale / window / scale.scale)))
  }

  private func values(_ step: CStep, _ role: ParameterLayout.Role) -> [Double] {
    step.layer.parameters.filter { $0.role == role }.flatMap {
      parameters.values[$0.range].map(Double.init)
    }
  }

  private static func refusal(_ step: CStep, _ problem: String) -> ExportError {
    .layer(
      step.layer.name, format: .c,
      problem: "in whole numbers \(problem); export it with 32-bit numbers (--numbers float)")
  }
}
