import LeNetModel

/// Computes what a network in C computes with 32-bit numbers, from the constants in its source.
///
/// Operation by operation in the source's order, so a compiler that fuses no products gives the same bits.
struct CFloatRun {
  private let steps: [CStep]
  private let preparation: PlainPreparation
  /// The arrays of the source by name.
  private let arrays: [String: [Float]]

  /// A run of the network in a source.
  init(_ source: String, steps: [CStep], preparation: PlainPreparation) {
    self.steps = steps
    self.preparation = preparation
    arrays = CConstants(source).floats
  }

  /// The scores of up to sixteen images; nil if a constant is missing.
  func scores(of images: [ArraySlice<UInt8>]) -> [[Float]]? {
    let input = preparation.input
    var values = LaneValues(
      sizes: [input.maps, input.rows, input.columns], images: images.map(preparation.input(of:)))
    for step in steps {
      guard let next = output(of: step, values) else { return nil }
      values = next
    }
    if steps.last?.activation == .softmax { values = softmax(values) }
    return images.indices.map(values.image)
  }

  private func output(of step: CStep, _ input: LaneValues) -> LaneValues? {
    let name = step.name
    var values = input
    values.sizes = [step.layer.input.maps, step.layer.input.rows, step.layer.input.columns]
    func floats(_ suffix: String) -> [Float]? { arrays["\(name)_\(suffix)"] }
    switch step.layer.layer {
    case .convolution(let convolution):
      guard let weights = floats("weight"), let bias = floats("bias") else { return nil }
      values = values.convolved(
        [convolution.maps, step.layer.input.maps, convolution.kernel, convolution.kernel], weights,
        bias, stride: convolution.stride, padding: convolution.padding)
    case .fullyConnected:
      guard let weights = floats("weight"), let bias = floats("bias") else { return nil }
      values = values.multiplied(by: weights, plus: bias)
    case .radialBasis:
      guard let prototypes = floats("weight") else { return nil }
      let count = values.numbers.count
      values = LaneValues(
        sizes: [step.output.maps],
        numbers: (0..<step.output.maps).map { unit in
          var sum = LaneValues.Lanes.zero
          for place in 0..<count {
            let difference = values.numbers[place] - prototypes[unit * count + place]
            sum += difference * difference
          }
          return -sum
        })
    case .subsampling(let subsampling):
      guard let weights = floats("weight"), let bias = floats("bias") else { return nil }
      let window = [subsampling.window, subsampling.window]
      let sums = values.pooled(window, window) { $0 + $1 }
      let size = sums.sizes[1] * sums.sizes[2]
      values = LaneValues(
        sizes: [step.output.maps, step.output.rows, step.output.columns],
        numbers: (0..<step.output.count).map { place in
          let map = place / size
          return sums.numbers[map / subsampling.copies * size + place % size] * weights[map]
            + bias[map]
        })
    case .batchNormalization, .maxPooling, .averagePooling, .adaptiveMaxPooling,
      .globalAveragePooling, .flatten, .dropout:
      break
    }
    if let factors = floats("factor"), let offsets = floats("offset") {
      let size = values.numbers.count / factors.count
      for place in values.numbers.indices {
        values.numbers[place] =
          values.numbers[place] * factors[place / size] + offsets[place / size]
      }
    }
    values = activated(values, step.activation)
    guard let pooling = step.pooling else { return values }
    let pooled = values.pooled(
      [pooling.rows, pooling.columns], [pooling.rowStride, pooling.columnStride]
    ) { pooling.isMaximum ? $0.replacing(with: $1, where: $1 .> $0) : $0 + $1 }
    return pooling.isMaximum ? pooled : pooled.mapped { $0 / Float(pooling.count) }
  }

  private func activated(_ values: LaneValues, _ activation: Activation) -> LaneValues {
    switch activation {
    case .identity, .softmax: values
    case .relu: values.mapped { LaneValues.Lanes.zero.replacing(with: $0, where: $0 .> 0) }
    case .sigmoid: values.mapped { 1 / (1 + Self.power(-$0)) }
    case .tanh: values.mapped(Self.squash)
    case .scaledTanh: values.mapped { 1.7159 * Self.squash(Float(2) / 3 * $0) }
    }
  }

  private func softmax(_ scores: LaneValues) -> LaneValues {
    let greatest = scores.numbers.dropFirst().reduce(scores.numbers[0]) {
      $0.replacing(with: $1, where: $1 .> $0)
    }
    let powers = scores.mapped { Self.power($0 - greatest) }
    let sum = powers.numbers.reduce(.zero, +)
    return powers.mapped { $0 / sum }
  }

  private static func squash(_ x: LaneValues.Lanes) -> LaneValues.Lanes {
    1 - 2 / (1 + power(2 * x))
  }

  /// The function `power` of the source.
  private static func power(_ argument: LaneValues.Lanes) -> LaneValues.Lanes {
    let x = argument.clamped(
      lowerBound: .init(repeating: -87), upperBound: .init(repeating: 88))
    let half = LaneValues.Lanes(repeating: 0.5).replacing(with: -0.5, where: x .< 0)
    let n = SIMD16<Int32>(x * 1.442_695_04 + half)
    let count = LaneValues.Lanes(n)
    var r = x - count * 0.693_359_375
    r = r - count * -2.121_944_40e-4
    var y = LaneValues.Lanes(repeating: 1.987_569_150_0e-4)
    for coefficient: Float in [
      1.398_199_950_7e-3, 8.333_451_907_3e-3, 4.166_579_589_4e-2, 1.666_666_545_9e-1,
      5.000_000_120_1e-1,
    ] {
      y = y * r + coefficient
    }
    y = y * (r * r) + r + 1
    var scale = LaneValues.Lanes.zero
    for lane in n.indices { scale[lane] = Float(bitPattern: UInt32(n[lane] + 127) << 23) }
    return y * scale
  }
}
