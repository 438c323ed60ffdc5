import LeNetModel

/// The functions in C that compute the steps of a network in whole numbers.
enum CIntegerFunctions {
  /// The function of a step: `layer_NAME(in, out)`.
  static func function(of planned: CIntegerStep) -> String {
    let step = planned.step
    let type = isScores(planned) ? "int32_t" : planned.result.type
    let body = body(of: planned)
    return """
      /* \(step.layers.joined(separator: ", ")): \(step.layer.input) becomes \(step.output) */
      static void layer_\(step.name)(const \(planned.input.type) *in, \(type) *out)
      {
      \(CText.indented([body.declarations] + body.lines).joined(separator: "\n"))
      }
      """
  }

  /// Whether a step gives the scores.
  static func isScores(_ planned: CIntegerStep) -> Bool {
    if case .scores = planned.output { true } else { false }
  }

  /// The functions that the steps call.
  static func helpers(_ steps: [CIntegerStep]) -> [String] {
    var texts: [String] = []
    let isScaling = steps.contains { planned in
      switch planned.output {
      case .scaled, .table: true
      case .scores, .same: false
      }
    }
    if isScaling { texts.append(CIntegerFactor.function) }
    let divides = steps.contains { planned in
      if case .table = planned.output { planned.step.pooling?.isMaximum == false } else { false }
    }
    if divides {
      texts.append(
        """
        /* sum / count, rounded. */
        static int shared(int sum, int count)
        {
            return sum < 0 ? -((-sum + count / 2) / count) : (sum + count / 2) / count;
        }
        """)
    }
    return texts
  }

  private static func body(
    of planned: CIntegerStep
  ) -> (declarations: String, lines: [String]) {
    let (step, name) = (planned.step, planned.step.name)
    let (input, output) = (step.layer.input, step.output)
    let place = "out[(map * \(output.rows) + row) * \(output.columns) + column]"
    func overMaps(_ lines: [String]) -> [String] {
      CLoops.around(
        lines,
        [.init("map", output.maps), .init("row", output.rows), .init("column", output.columns)])
    }
    switch step.layer.layer {
    case .convolution(let convolution):
      let sums = Self.sums(convolution, planned)
      guard let pooling = step.pooling else {
        return (
          "int map, row, column, source, i, j;",
          overMaps(sums + rectified(planned) + stored(planned, "sum", in: place))
        )
      }
      return (
        "int map, row, column, down, across, source, i, j;",
        overMaps(pooled(sums, pooling, planned, in: place))
      )
    case .fullyConnected(let full):
      let lines =
        [
          "const int8_t *w = \(name)_weight + unit * \(input.count);",
          "int32_t sum = \(name)_bias[unit];",
        ] + CLoops.around(["sum += w[i] * in[i];"], [.init("i", input.count)])
        + rectified(planned) + stored(planned, "sum", in: "out[unit]")
      return ("int unit, i;", CLoops.around(lines, [.init("unit", full.units)]))
    case .radialBasis:
      let lines =
        ["const int16_t *w = \(name)_weight + unit * \(input.count);", "int32_t sum = 0;"]
        + CLoops.around(
          ["sum += ((int32_t)in[i] - w[i]) * ((int32_t)in[i] - w[i]);"], [.init("i", input.count)])
        + ["out[unit] = -sum;"]
      return ("int unit, i;", CLoops.around(lines, [.init("unit", output.maps)]))
    case .subsampling(let subsampling):
      let source = subsampling.copies == 1 ? "map" : "map / \(subsampling.copies)"
      let window = subsampling.window
      let row = "(\(source)) * \(input.rows) + row * \(window) + down"
      let lines =
        ["int32_t sum = 0;"]
        + CLoops.around(
          ["sum += in[(\(row)) * \(input.columns) + column * \(window) + across];"],
          [.init("down", window), .init("across", window)])
        + ["sum = sum * \(name)_weight[map] + \(name)_bias[map];"] + rectified(planned)
        + stored(planned, "sum", in: place)
      return ("int map, row, column, down, across;", overMaps(lines))
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling:
      guard let pooling = step.pooling else { return ("", []) }
      let row = "map * \(input.rows) + row * \(pooling.rowStride) + down"
      let column = "column * \(pooling.columnStride) + across"
      let sums = ["int32_t sum = in[(\(row)) * \(input.columns) + \(column)];"]
      return (
        "int map, row, column, down, across;", overMaps(pooled(sums, pooling, planned, in: place))
      )
    // The plan refuses them, or they are no steps.
    case .batchNormalization, .flatten, .dropout: return ("", [])
    }
  }

  private static func sums(_ convolution: Convolution, _ planned: CIntegerStep) -> [String] {
    let step = planned.step
    let (input, name, kernel) = (step.layer.input, step.name, convolution.kernel)
    func start(_ axis: String, _ inside: String, _ stride: Int?) -> String {
      let place = stride.map { "(\(axis) * \($0) + \(inside))" } ?? axis
      let first = convolution.stride == 1 ? place : "\(place) * \(convolution.stride)"
      return convolution.padding == 0 ? first : "\(first) - \(convolution.padding)"
    }
    let tap = "sum += w[j] * in[(source * \(input.rows) + top + i) * \(input.columns) + left + j];"
    var taps = [tap]
    if convolution.padding > 0 {
      let isInside =
        "if (top + i >= 0 && top + i < \(input.rows) && left + j >= 0 && left + j < \(input.columns)) {"
      taps = [isInside, "    \(tap)", "}"]
      if !planned.borders.isEmpty {
        taps = taps.dropLast() + ["} else {", "    sum += w[j] * \(name)_border[source];", "}"]
      }
    }
    return [
      "const int8_t *w = \(name)_weight + map * \(input.maps * kernel * kernel);",
      "const int top = \(start("row", "down", step.pooling?.rowStride));",
      "const int left = \(start("column", "across", step.pooling?.columnStride));",
      "int32_t sum = \(name)_bias[map];",
    ]
      + CLoops.around(
        CLoops.around(taps, [.init("j", kernel)]) + ["w += \(kernel);"],
        [.init("source", input.maps), .init("i", kernel)])
  }

  /// Lines that leave a sum of a window in `sum`, for the whole window, and what becomes of it.
  private static func pooled(
    _ lines: [String], _ pooling: CStep.Pooling, _ planned: CIntegerStep, in place: String
  ) -> [String] {
    var (inside, end) = (lines, stored(planned, "result", in: place))
    if pooling.isMaximum {
      // What becomes of a sum grows with it, so only the greatest one counts.
      inside += ["if (down + across == 0 || sum > result) {", "    result = sum;", "}"]
      if planned.isRectified { end = ["result = result > 0 ? result : 0;"] + end }
    } else if case .table = planned.output {
      inside += ["result += \(looked(planned, "sum"));"]
      end = ["\(place) = (\(planned.result.type))shared(result, \(pooling.count));"]
    } else {
      inside += rectified(planned) + ["result += sum;"]
    }
    return ["int32_t result = 0;"]
      + CLoops.around(inside, [.init("down", pooling.rows), .init("across", pooling.columns)]) + end
  }

  private static func rectified(_ planned: CIntegerStep) -> [String] {
    planned.isRectified ? ["sum = sum > 0 ? sum : 0;"] : []
  }

  private static func stored(
    _ planned: CIntegerStep, _ value: String, in place: String
  ) -> [String] {
    let (name, result) = (planned.step.name, planned.result)
    switch planned.output {
    case .scores: return ["\(place) = \(value);"]
    case .same: return ["\(place) = (\(result.type))\(value);"]
    case .table: return ["\(place) = \(looked(planned, value));"]
    case .scaled:
      let constants = "\(name)_MULTIPLIER, \(name)_SHIFT, \(result.least), \(result.greatest)"
      return ["\(place) = (\(result.type))scaled(\(value), \(constants));"]
    }
  }

  private static func looked(_ planned: CIntegerStep, _ value: String) -> String {
    guard case .table(let activation, _) = planned.output else { return value }
    let (name, half) = (planned.step.name, CIntegerTable.count / 2)
    return "\(activation.rawValue)_table[\(half) + "
      + "scaled(\(value), \(name)_MULTIPLIER, \(name)_SHIFT, \(-half), \(half - 1))]"
  }
}

extension CIntegerStep {
  /// What stands beyond the border of each input map; empty if that is 0.
  var borders: [Int] {
    guard case .convolution(let convolution) = step.layer.layer, convolution.padding > 0 else {
      return []
    }
    let zeros = (0..<step.layer.input.maps).map { Int(min(max(input.zero($0).rounded(), 0), 255)) }
    return zeros.allSatisfy { $0 == 0 } ? [] : zeros
  }
}
