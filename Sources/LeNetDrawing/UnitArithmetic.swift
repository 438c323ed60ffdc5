import LeNetModel
import LeNetText

/// The computation of one number of a layer from the layer's input, in double precision.
package struct UnitArithmetic: Sendable {
  /// A grid of numbers in the computation, row by row.
  package struct Grid: Sendable {
    /// The title of the grid.
    package let title: String
    /// The numbers.
    package let values: [Double]
    /// The number of columns.
    package let columns: Int
    /// Whether blue and orange show signs; greys show inputs.
    package let isSigned: Bool
    /// The sign between this grid and the next: `×`, `=`; empty after the last.
    package let sign: String
  }

  /// The grids, from left to right.
  package let grids: [Grid]
  /// The steps from the grids to the number.
  package let steps: [String]
  /// The number.
  package let value: Double
  /// The input map in the grids; nil if they show the whole input.
  package let source: Int?

  init(
    grids: [Grid], steps: [String], sum: Double, activation: Activation = .identity,
    source: Int? = nil
  ) {
    self.grids = grids
    self.source = source
    value = activation.value(at: sum)
    guard let name = activation.displayText, activation != .softmax else {
      self.steps = steps
      return
    }
    self.steps = steps + ["\(name) of \(sum.fine) = \(value.fine)"]
  }

  /// Nil if the layer has no arithmetic; `weights` returns the numbers of a tensor by its role.
  init?(
    of layer: LayerLayout, map: Int, row: Int, column: Int, input: [Float],
    weights: (ParameterLayout.Role) -> [Float]
  ) {
    let place = Place(layer: layer, map: map, row: row, column: column, input: input)
    switch layer.layer {
    case .convolution(let convolution):
      self = place.convolution(convolution, weights(.weight), weights(.bias))
    case .maxPooling, .adaptiveMaxPooling:
      let window = place.window(of: map)
      let largest = window.values.max() ?? 0
      self.init(
        grids: [window],
        steps: ["the largest of \(window.values.count.of("number")) = \(largest.fine)"],
        sum: largest, source: map)
    case .averagePooling, .globalAveragePooling:
      let window = place.window(of: map)
      let (sum, count) = (window.values.reduce(0, +), window.values.count)
      self.init(
        grids: [window],
        steps: [
          "the sum \(sum.fine) of \(count.of("number")) / \(count) = \((sum / Double(count)).fine)"
        ],
        sum: sum / Double(count), source: map)
    case .subsampling(let subsampling):
      let source = map / subsampling.copies
      let window = place.window(of: source)
      let sum = window.values.reduce(0, +)
      let (coefficient, bias) = (Double(weights(.coefficient)[map]), Double(weights(.bias)[map]))
      let total = coefficient * sum + bias
      self.init(
        grids: [window],
        steps: [
          "sum of \(window.values.count.of("number")) = \(sum.fine)",
          "times the coefficient \(coefficient.fine), plus the bias \(bias.fine) = \(total.fine)",
        ], sum: total, activation: subsampling.activation, source: source)
    case .fullyConnected(let connection):
      self = place.fullyConnected(connection, weights(.weight), weights(.bias))
    case .radialBasis(let units):
      let role: ParameterLayout.Role = units.isTrainable ? .trainedPrototype : .prototype
      self = place.radialBasis(weights(role))
    case .batchNormalization(let normalization):
      self = place.normalization(normalization, weights)
    case .flatten, .dropout: return nil
    }
  }
}

/// A number's place in a layer's output, and the layer's input.
private struct Place {
  let layer: LayerLayout
  let map: Int
  let row: Int
  let column: Int
  let input: [Float]

  private func pixel(_ map: Int, _ row: Int, _ column: Int) -> Double {
    guard 0..<layer.input.rows ~= row, 0..<layer.input.columns ~= column else { return 0 }
    return Double(input[(map * layer.input.rows + row) * layer.input.columns + column])
  }

  /// The numbers of one map that the place depends on.
  func window(of map: Int) -> UnitArithmetic.Grid {
    let area = layer.sources(row: row, column: column)
    return UnitArithmetic.Grid(
      title: "window of map \(map)",
      values: area.rows.flatMap { row in area.columns.map { pixel(map, row, $0) } },
      columns: area.columns.count, isSigned: false, sign: "")
  }

  func convolution(
    _ convolution: Convolution, _ weights: [Float], _ biases: [Float]
  ) -> UnitArithmetic {
    let kernel = convolution.kernel
    let sources = convolution.connections?.sources[map] ?? Array(0..<layer.input.maps)
    let (top, left) = (
      row * convolution.stride - convolution.padding,
      column * convolution.stride - convolution.padding
    )
    let parts = sources.map { source in
      let start = (map * layer.input.maps + source) * kernel * kernel
      let window = (0..<kernel * kernel).map {
        pixel(source, top + $0 / kernel, left + $0 % kernel)
      }
      let factors = weights[start..<start + kernel * kernel].map(Double.init)
      let products = zip(window, factors).map { $0 * $1 }
      return (source, window, factors, products, sum: products.reduce(0, +))
    }
    let sum = parts.reduce(0) { $0 + $1.sum }
    let bias = Double(biases[map])
    guard let shown = parts.max(by: { $0.sum.magnitude < $1.sum.magnitude }) else {
      return UnitArithmetic(grids: [], steps: [], sum: bias)
    }
    func grid(_ title: String, _ values: [Double], _ isSigned: Bool, _ sign: String)
      -> UnitArithmetic.Grid
    {
      UnitArithmetic.Grid(
        title: title, values: values, columns: kernel, isSigned: isSigned, sign: sign)
    }
    var steps = [
      "sum of the \((kernel * kernel).of("product")) of map \(shown.0) = \(shown.sum.fine)"
    ]
    if parts.count > 1 {
      let list = parts.map { "\($0.sum.fine) (map \($0.0))" }.joined(separator: " + ")
      steps.append(
        parts.count <= 3
          ? "added to the sums of the other input maps: \(list) = \(sum.fine)"
          : "added to the sums of the other \((parts.count - 1).of("input map")) = \(sum.fine)")
    }
    steps.append("plus the bias \(bias.fine) = \((sum + bias).fine)")
    return UnitArithmetic(
      grids: [
        grid("window of map \(shown.0)", shown.1, false, "×"),
        grid("kernel", shown.2, true, "="), grid("products", shown.3, true, ""),
      ], steps: steps, sum: sum + bias, activation: convolution.activation, source: shown.0)
  }

  func fullyConnected(
    _ connection: FullyConnected, _ weights: [Float], _ biases: [Float]
  ) -> UnitArithmetic {
    let factors = weights[map * input.count..<(map + 1) * input.count].map(Double.init)
    let products = zip(input, factors).map { Double($0) * $1 }
    let (sum, bias) = (products.reduce(0, +), Double(biases[map]))
    return UnitArithmetic(
      grids: vectors(
        [
          (input.count.of("input"), input.map(Double.init), false, "×"),
          ("their weights", factors, true, "="), ("products", products, true, ""),
        ]),
      steps: [
        "sum of the \(input.count.of("product")) = \(sum.fine)",
        "plus the bias \(bias.fine) = \((sum + bias).fine)",
      ], sum: sum + bias, activation: connection.activation)
  }

  func radialBasis(_ prototypes: [Float]) -> UnitArithmetic {
    let prototype = prototypes[map * input.count..<(map + 1) * input.count].map(Double.init)
    let squares = zip(input, prototype).map { (Double($0) - $1) * (Double($0) - $1) }
    let distance = squares.reduce(0, +)
    return UnitArithmetic(
      grids: vectors(
        [
          (input.count.of("input"), input.map(Double.init), true, "−"),
          ("the prototype", prototype, true, "="), ("differences, squared", squares, true, ""),
        ]),
      steps: [
        "sum of the \(input.count.of("square")), the distance, = \(distance.fine)",
        "the output is its negative, so the nearest prototype has the greatest output",
      ], sum: -distance)
  }

  func normalization(
    _ normalization: BatchNormalization, _ weights: (ParameterLayout.Role) -> [Float]
  ) -> UnitArithmetic {
    let x = pixel(map, row, column)
    let (mean, variance) = (
      Double(weights(.runningMean)[map]), Double(weights(.runningVariance)[map])
    )
    let (scale, shift) = (Double(weights(.scale)[map]), Double(weights(.shift)[map]))
    let standardDeviation = (variance + normalization.epsilon).squareRoot()
    let standard = (x - mean) / standardDeviation
    let total = standard * scale + shift
    return UnitArithmetic(
      grids: [],
      steps: [
        "the map's running mean \(mean.fine) and deviation \(standardDeviation.fine)",
        "(\(x.fine) - mean) / deviation = \(standard.fine)",
        "times the scale \(scale.fine), plus the shift \(shift.fine) = \(total.fine)",
      ], sum: total, activation: normalization.activation, source: map)
  }

  /// The number of columns for a vector: nearly a square; for 84, that of LeNet-5's bitmaps.
  private func vectors(
    _ lists: [(title: String, values: [Double], isSigned: Bool, sign: String)]
  ) -> [UnitArithmetic.Grid] {
    let isBitmap = input.count == DigitBitmap.rows * DigitBitmap.columns
    let columns =
      isBitmap
      ? DigitBitmap.columns : Int(Double(input.count).squareRoot().rounded(.up))
    return lists.map {
      UnitArithmetic.Grid(
        title: $0.title, values: $0.values, columns: columns, isSigned: $0.isSigned, sign: $0.sign)
    }
  }
}
