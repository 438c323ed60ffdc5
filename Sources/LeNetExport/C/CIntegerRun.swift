import LeNetModel

/// Computes what a network in C computes with whole numbers, from the constants in its source: bit for bit.
struct CIntegerRun {
  /// Whole numbers of sixteen images, one in each lane.
  typealias Lanes = SIMD16<Int32>

  private let steps: [Step]
  private let preparation: CIntegerPreparation

  /// A run of the network in a source; nil if one of its constants is missing there.
  init?(_ source: String, steps: [CIntegerStep], preparation: CIntegerPreparation) {
    let constants = CConstants(source)
    self.preparation = preparation
    self.steps = steps.compactMap { Step($0, constants) }
    guard self.steps.count == steps.count else { return nil }
  }

  /// The scores of up to sixteen images.
  func scores(of images: [ArraySlice<UInt8>]) -> [[Int32]] {
    let inputs = images.map(preparation.input(of:))
    var values = (inputs.first ?? []).indices.map { place in
      var lanes = Lanes.zero
      for (lane, input) in inputs.enumerated() { lanes[lane] = input[place] }
      return lanes
    }
    for step in steps { values = step.output(for: values) }
    return images.indices.map { lane in values.map { $0[lane] } }
  }

  /// A step with the constants of the source.
  private struct Step {
    let planned: CIntegerStep
    let weights: [Int32]
    let biases: [Int32]
    let borders: [Int32]
    let table: [Int32]
    let factor: CIntegerFactor?

    init?(_ planned: CIntegerStep, _ constants: CConstants) {
      self.planned = planned
      let name = planned.step.name
      func read(_ suffix: String, _ expected: [Int]) -> [Int32]? {
        guard !expected.isEmpty else { return [] }
        let found = constants.integers("\(name)_\(suffix)")
        return found?.count == expected.count ? found?.map { Int32(truncatingIfNeeded: $0) } : nil
      }
      guard let weights = read("weight", planned.weights),
        let biases = read("bias", planned.biases), let borders = read("border", planned.borders)
      else { return nil }
      (self.weights, self.biases, self.borders) = (weights, biases, borders)
      var table: [Int] = []
      switch planned.output {
      case .table(let activation, _):
        table = constants.integers("\(activation.rawValue)_table") ?? []
        guard table.count == CIntegerTable.count else { return nil }
        fallthrough
      case .scaled:
        guard let multiplier = constants.integer("\(name)_MULTIPLIER"),
          let shift = constants.integer("\(name)_SHIFT"), 1...62 ~= shift
        else { return nil }
        factor = CIntegerFactor(multiplier: multiplier, shift: shift)
      case .scores, .same: factor = nil
      }
      self.table = table.map { Int32($0) }
    }

    func output(for input: [Lanes]) -> [Lanes] {
      let step = planned.step
      let shape = step.layer.input
      switch step.layer.layer {
      case .convolution(let convolution): return pooled(sums(convolution, input))
      case .fullyConnected: return products(input).map(finished)
      case .radialBasis:
        return (0..<step.output.maps).map { unit in
          var sum = Lanes.zero
          for place in input.indices {
            let difference = input[place] &- weights[unit * input.count + place]
            sum &+= difference &* difference
          }
          return 0 &- sum
        }
      case .subsampling(let subsampling):
        let (window, output) = (subsampling.window, step.output)
        return (0..<output.count).map { place in
          let map = place / (output.rows * output.columns)
          let row = place / output.columns % output.rows * window
          let column = place % output.columns * window
          var sum = Lanes.zero
          for inside in 0..<window * window {
            let line = map / subsampling.copies * shape.rows + row + inside / window
            sum &+= input[line * shape.columns + column + inside % window]
          }
          return finished(sum &* weights[map] &+ biases[map])
        }
      case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling:
        return pooled(input)
      case .batchNormalization, .flatten, .dropout: return input
      }
    }

    private func products(_ input: [Lanes]) -> [Lanes] {
      input.withUnsafeBufferPointer { input in
        weights.withUnsafeBufferPointer { weights in
          biases.enumerated().map { unit, bias in
            var sum = Lanes(repeating: bias)
            for place in input.indices {
              sum &+= input[place] &* weights[unit * input.count + place]
            }
            return sum
          }
        }
      }
    }

    private func sums(_ convolution: Convolution, _ input: [Lanes]) -> [Lanes] {
      let shape = planned.step.layer.input
      let (kernel, padding) = (convolution.kernel, convolution.padding)
      let (rows, columns) = (shape.rows + 2 * padding, shape.columns + 2 * padding)
      var framed = input
      if padding > 0 {
        framed = (0..<shape.maps).flatMap { map in
          Array(
            repeating: Lanes(repeating: borders.isEmpty ? 0 : borders[map]), count: rows * columns)
        }
        for place in input.indices {
          let (line, column) = (place / shape.columns, place % shape.columns)
          let (map, row) = (line / shape.rows, line % shape.rows)
          framed[(map * rows + row + padding) * columns + column + padding] = input[place]
        }
      }
      let output = planned.step.layer.output
      var result: [Lanes] = []
      result.reserveCapacity(output.count)
      framed.withUnsafeBufferPointer { input in
        weights.withUnsafeBufferPointer { weights in
          for map in 0..<output.maps {
            for row in 0..<output.rows {
              for column in 0..<output.columns {
                var sum = Lanes(repeating: biases[map])
                var weight = map * shape.maps * kernel * kernel
                for source in 0..<shape.maps {
                  var place =
                    (source * rows + row * convolution.stride) * columns
                    + column * convolution.stride
                  for _ in 0..<kernel {
                    for across in 0..<kernel {
                      sum &+= input[place + across] &* weights[weight + across]
                    }
                    place += columns
                    weight += kernel
                  }
                }
                result.append(sum)
              }
            }
          }
        }
      }
      return result
    }

    /// What becomes of sums, window by window if there is a pooling.
    private func pooled(_ sums: [Lanes]) -> [Lanes] {
      guard let pooling = planned.step.pooling else { return sums.map(finished) }
      let (input, output) = (planned.step.layer.output, planned.step.output)
      // A layer that is a pooling reads its input's maps.
      let shape = planned.step.isPooling ? planned.step.layer.input : input
      return (0..<output.count).map { place in
        let map = place / (output.rows * output.columns)
        let row = place / output.columns % output.rows * pooling.rowStride
        let column = place % output.columns * pooling.columnStride
        let window = (0..<pooling.count).map { inside in
          sums[
            (map * shape.rows + row + inside / pooling.columns) * shape.columns + column
              + inside % pooling.columns]
        }
        if pooling.isMaximum {
          return finished(
            window.dropFirst().reduce(window[0]) { $0.replacing(with: $1, where: $1 .> $0) })
        }
        if case .table = planned.output {
          let sum = window.reduce(Lanes.zero) { $0 &+ looked($1) }
          let half = Int32(pooling.count / 2)
          let size = sum.replacing(with: 0 &- sum, where: sum .< 0) &+ half
          let share = size / Int32(pooling.count)
          return share.replacing(with: 0 &- share, where: sum .< 0)
        }
        return stored(window.reduce(Lanes.zero) { $0 &+ rectified($1) })
      }
    }

    private func finished(_ sum: Lanes) -> Lanes { stored(rectified(sum)) }

    private func rectified(_ sum: Lanes) -> Lanes {
      planned.isRectified ? sum.replacing(with: 0, where: sum .< 0) : sum
    }

    private func stored(_ sum: Lanes) -> Lanes {
      switch planned.output {
      case .scores, .same: return sum
      case .table: return looked(sum)
      case .scaled: return scaled(sum, planned.result.least, planned.result.greatest)
      }
    }

    private func looked(_ sum: Lanes) -> Lanes {
      let half = CIntegerTable.count / 2
      var result = scaled(sum, -half, half - 1)
      for lane in result.indices { result[lane] = table[half + Int(result[lane])] }
      return result
    }

    private func scaled(_ sum: Lanes, _ least: Int, _ greatest: Int) -> Lanes {
      guard let factor else { return sum }
      var result = sum
      for lane in result.indices {
        result[lane] = Int32(factor.scaled(Int(sum[lane]), least, greatest))
      }
      return result
    }
  }
}
