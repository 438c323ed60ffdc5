import LeNetModel

/// The functions in C that compute the steps of a network in 32-bit numbers.
struct CFloatFunctions {
  /// The function of a step: `layer_NAME(in, out)`.
  static func function(of step: CStep) -> String {
    let body = body(of: step)
    let shape = step.layer.input
    return """
      /* \(step.layers.joined(separator: ", ")): \(shape) becomes \(step.output) */
      static void layer_\(step.name)(const float *in, float *out)
      {
      \(CText.indented([body.declarations] + body.lines).joined(separator: "\n"))
      }
      """
  }

  /// The functions that activations need, as far as `steps` have them.
  static func activations(of steps: [CStep]) -> [String] {
    let used = Set(steps.map(\.activation))
    var texts: [String] = []
    if used.contains(.relu) {
      texts.append(
        """
        static float relu(float x)
        {
            return x > 0.0f ? x : 0.0f;
        }
        """)
    }
    guard !used.isDisjoint(with: [.sigmoid, .tanh, .scaledTanh, .softmax]) else { return texts }
    texts.append(Self.power)
    if used.contains(.sigmoid) {
      texts.append(
        """
        static float sigmoid(float x)
        {
            return 1.0f / (1.0f + power(-x));
        }
        """)
    }
    if !used.isDisjoint(with: [.tanh, .scaledTanh]) {
      texts.append(
        """
        static float squash(float x)
        {
            return 1.0f - 2.0f / (1.0f + power(2.0f * x));
        }
        """)
    }
    return texts
  }

  /// e^x = 2^n e^r, with the polynomial of Cephes for e^r; no library is needed.
  private static let power = """
    static float power(float x)
    {
        union { float number; uint32_t bits; } scale;
        int n;
        float r, y;
        x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
        n = (int)(x * 1.44269504f + (x < 0.0f ? -0.5f : 0.5f));
        r = x - (float)n * 0.693359375f;
        r = r - (float)n * -2.12194440e-4f;
        y = 1.9875691500e-4f;
        y = y * r + 1.3981999507e-3f;
        y = y * r + 8.3334519073e-3f;
        y = y * r + 4.1665795894e-2f;
        y = y * r + 1.6666665459e-1f;
        y = y * r + 5.0000001201e-1f;
        y = y * (r * r) + r + 1.0f;
        scale.bits = (uint32_t)(n + 127) << 23;
        return y * scale.number;
    }
    """

  /// What changes the scores at the end; nil without a softmax.
  static func softmax(classes: Int) -> [String] {
    [
      "sum = 0.0f;", "for (i = 0; i < \(classes); i++) {",
      "    scores[i] = power(scores[i] - greatest);", "    sum += scores[i];", "}",
      "for (i = 0; i < \(classes); i++) {", "    scores[i] /= sum;", "}",
    ]
  }

  private static func applied(_ activation: Activation, to value: String) -> String {
    switch activation {
    // Softmax needs all scores, at the end.
    case .identity, .softmax: value
    case .relu: "relu(\(value))"
    case .sigmoid: "sigmoid(\(value))"
    case .tanh: "squash(\(value))"
    case .scaledTanh: "1.7159f * squash(\(CText.number(2 / 3)) * \(value))"
    }
  }

  private static func body(of step: CStep) -> (declarations: String, lines: [String]) {
    let (input, name) = (step.layer.input, step.name)
    switch step.layer.layer {
    case .convolution(let convolution):
      return Self.convolution(convolution, step)
    case .fullyConnected(let full):
      let lines =
        [
          "const float *w = \(name)_weight + unit * \(input.count);",
          "float sum = \(name)_bias[unit];",
        ]
        + CLoops.around(["sum += w[i] * in[i];"], [.init("i", input.count)])
        + finished(step, map: "unit") + ["out[unit] = sum;"]
      return ("int unit, i;", CLoops.around(lines, [.init("unit", full.units)]))
    case .radialBasis:
      let lines =
        ["const float *w = \(name)_weight + unit * \(input.count);", "float sum = 0.0f;"]
        + CLoops.around(
          ["sum += (in[i] - w[i]) * (in[i] - w[i]);"], [.init("i", input.count)])
        + ["out[unit] = -sum;"]
      return ("int unit, i;", CLoops.around(lines, [.init("unit", step.output.maps)]))
    case .batchNormalization:
      let size = input.rows * input.columns
      let place = "map * \(size) + i"
      return (
        "int map, i;",
        CLoops.around(
          ["float sum = in[\(place)];"] + normalized(name) + activated(step)
            + ["out[\(place)] = sum;"],
          [.init("map", input.maps), .init("i", size)])
      )
    case .subsampling(let subsampling):
      let source = subsampling.copies == 1 ? "map" : "map / \(subsampling.copies)"
      let window = subsampling.window
      let row = "(\(source)) * \(input.rows) + row * \(window) + down"
      let lines =
        ["float sum = 0.0f;"]
        + CLoops.around(
          ["sum += in[(\(row)) * \(input.columns) + column * \(window) + across];"],
          [.init("down", window), .init("across", window)])
        + ["sum = sum * \(name)_weight[map] + \(name)_bias[map];"] + activated(step)
        + ["\(place(step)) = sum;"]
      return ("int map, row, column, down, across;", overMaps(step, lines))
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling:
      guard let pooling = step.pooling else { return ("", []) }
      let row = "map * \(input.rows) + row * \(pooling.rowStride) + down"
      let column = "column * \(pooling.columnStride) + across"
      let lines =
        ["float sum = 0.0f, result = 0.0f;"]
        + pooled(["sum = in[(\(row)) * \(input.columns) + \(column)];"], pooling)
        + ["\(place(step)) = result;"]
      return ("int map, row, column, down, across;", overMaps(step, lines))
    // They are no steps.
    case .flatten, .dropout: return ("", [])
    }
  }

  private static func convolution(
    _ convolution: Convolution, _ step: CStep
  ) -> (declarations: String, lines: [String]) {
    let (input, name, kernel) = (step.layer.input, step.name, convolution.kernel)
    func start(_ axis: String, _ inside: String, _ stride: Int?) -> String {
      let place = stride.map { "(\(axis) * \($0) + \(inside))" } ?? axis
      let first = convolution.stride == 1 ? place : "\(place) * \(convolution.stride)"
      return convolution.padding == 0 ? first : "\(first) - \(convolution.padding)"
    }
    let tap = "sum += w[j] * in[(source * \(input.rows) + top + i) * \(input.columns) + left + j];"
    let isInside =
      "if (top + i >= 0 && top + i < \(input.rows) && left + j >= 0 && left + j < \(input.columns)) {"
    let taps = convolution.padding == 0 ? [tap] : [isInside, "    \(tap)", "}"]
    let sums =
      [
        "const float *w = \(name)_weight + map * \(input.maps * kernel * kernel);",
        "const int top = \(start("row", "down", step.pooling?.rowStride));",
        "const int left = \(start("column", "across", step.pooling?.columnStride));",
        "float sum = \(name)_bias[map];",
      ]
      + CLoops.around(
        CLoops.around(taps, [.init("j", kernel)]) + ["w += \(kernel);"],
        [.init("source", input.maps), .init("i", kernel)])
      + finished(step, map: "map")
    guard let pooling = step.pooling else {
      return (
        "int map, row, column, source, i, j;", overMaps(step, sums + ["\(place(step)) = sum;"])
      )
    }
    return (
      "int map, row, column, down, across, source, i, j;",
      overMaps(
        step,
        ["float result = 0.0f;"] + pooled(sums, pooling) + ["\(place(step)) = result;"])
    )
  }

  private static func overMaps(_ step: CStep, _ lines: [String]) -> [String] {
    let output = step.output
    return CLoops.around(
      lines,
      [.init("map", output.maps), .init("row", output.rows), .init("column", output.columns)])
  }

  private static func place(_ step: CStep) -> String {
    "out[(map * \(step.output.rows) + row) * \(step.output.columns) + column]"
  }

  /// Lines that leave a number of a window in `sum`, for the whole window, whose result is `result`.
  private static func pooled(_ lines: [String], _ pooling: CStep.Pooling) -> [String] {
    let combined =
      pooling.isMaximum
      ? ["if (down + across == 0 || sum > result) {", "    result = sum;", "}"]
      : ["result += sum;"]
    let loops = CLoops.around(
      lines + combined, [.init("down", pooling.rows), .init("across", pooling.columns)])
    return pooling.isMaximum ? loops : loops + ["result /= \(pooling.count).0f;"]
  }

  private static func finished(_ step: CStep, map: String) -> [String] {
    (step.normalization == nil ? [] : normalized(step.name, map: map)) + activated(step)
  }

  private static func normalized(_ name: String, map: String = "map") -> [String] {
    ["sum = sum * \(name)_factor[\(map)] + \(name)_offset[\(map)];"]
  }

  private static func activated(_ step: CStep) -> [String] {
    let value = applied(step.activation, to: "sum")
    return value == "sum" ? [] : ["sum = \(value);"]
  }
}
