import LeNetModel

/// Builds the nodes of a network, layer by layer.
struct ONNXGraph {
  private(set) var nodes: [ONNXModel.Node] = []
  private(set) var constants: [ONNXModel.Constant] = []
  /// The name of the value that the next node takes.
  private(set) var value: String
  /// Whether it has rows and columns for each image.
  private var hasMaps = true
  private let parameters: Parameters
  private let input: String

  /// A graph whose first node takes the value `input`.
  init(_ parameters: Parameters, input: String) {
    self.parameters = parameters
    self.input = input
    value = input
  }

  /// Adds all layers; the last node's output is called `output`.
  mutating func addLayers(output: String) throws(ExportError) {
    for layer in parameters.layout.layers {
      // The names of the network's own values.
      let name = [input, output].contains(layer.name) ? "\(layer.name).layer" : layer.name
      try add(layer, as: name)
      add(layer.layer.activation, of: name)
    }
    flatten(output)
    guard let last = nodes.popLast() else { return }
    nodes.append(
      .init(
        name: last.name, operation: last.operation, inputs: last.inputs, output: output,
        attributes: last.attributes))
    value = output
  }

  /// Adds what turns bytes into the network's input.
  mutating func add(_ preparation: PlainPreparation) {
    add("Cast", "preparation.numbers", attributes: ["to": .number(1)])
    let border = preparation.border
    if border != .init() {
      let pads = [0, 0, border.top, border.left, 0, 0, border.bottom, border.right]
      add(
        "Pad", "preparation.padded",
        with: [
          constant("preparation.border", [8], .integers(pads)), number("preparation.black", 0),
        ])
    }
    let maps = preparation.scales.count
    add(
      "Mul", "preparation.scaled",
      with: [
        constant("preparation.factor", [maps, 1, 1], .floats(preparation.scales.map(\.factor)))
      ])
    add(
      "Add", "preparation.normalized",
      with: [
        constant("preparation.offset", [maps, 1, 1], .floats(preparation.scales.map(\.offset)))
      ])
    guard let taps = preparation.taps else { return }
    // Bilinear interpolation is a product of matrices: the runtimes' own differ in where pixels lie.
    let (rows, columns) = (preparation.paddedRows, preparation.paddedColumns)
    let down = constant(
      "preparation.rows", [taps.rows.count, rows], .floats(Self.matrix(taps.rows, rows)))
    add("MatMul", "preparation.shrunk", before: [down])
    let across = Self.matrix(taps.columns, columns)
    let transposed = (0..<columns).flatMap { column in
      taps.columns.indices.map { across[$0 * columns + column] }
    }
    add(
      "MatMul", "preparation.resized",
      with: [
        constant("preparation.columns", [columns, taps.columns.count], .floats(transposed))
      ])
  }

  private static func matrix(_ taps: [PlainPreparation.Tap], _ count: Int) -> [Float] {
    taps.flatMap { tap in
      var row = [Float](repeating: 0, count: count)
      row[tap.first] += 1 - tap.weight
      row[tap.second] += tap.weight
      return row
    }
  }

  private mutating func add(_ layer: LayerLayout, as name: String) throws(ExportError) {
    switch layer.layer {
    case .convolution(let convolution):
      add(
        "Conv", name, with: tensors(of: layer),
        attributes: [
          "kernel_shape": .numbers([convolution.kernel, convolution.kernel]),
          "strides": .numbers([convolution.stride, convolution.stride]),
          "pads": .numbers(Array(repeating: convolution.padding, count: 4)),
        ])
    case .maxPooling(let pooling): add("MaxPool", name, pooling)
    case .averagePooling(let pooling): add("AveragePool", name, pooling)
    case .adaptiveMaxPooling(let pooling):
      let (down, across) = (layer.input.rows, layer.input.columns)
      guard down.isMultiple(of: pooling.rows), across.isMultiple(of: pooling.columns) else {
        throw .windows(layer: layer.name, format: .onnx, input: layer.input, pooling)
      }
      let window = [down / pooling.rows, across / pooling.columns]
      add(
        "MaxPool", name,
        attributes: ["kernel_shape": .numbers(window), "strides": .numbers(window)])
    case .globalAveragePooling: add("GlobalAveragePool", name)
    case .subsampling(let subsampling): add(subsampling, of: layer, as: name)
    case .flatten: flatten(name)
    case .fullyConnected:
      flatten("\(name).inputs")
      add("Gemm", name, with: tensors(of: layer), attributes: ["transB": .number(1)])
    case .radialBasis: addRadialBasis(of: layer, as: name)
    case .batchNormalization(let normalization):
      if layer.input.isFlat { flatten("\(name).inputs") }
      add(
        "BatchNormalization", name, with: tensors(of: layer),
        attributes: [
          "epsilon": .float(Float(normalization.epsilon)),
          "momentum": .float(Float(1 - normalization.momentum)),
        ])
    // It changes nothing outside of training.
    case .dropout: break
    }
  }

  private mutating func add(_ operation: String, _ name: String, _ pooling: Pooling) {
    add(
      operation, name,
      attributes: [
        "kernel_shape": .numbers([pooling.window, pooling.window]),
        "strides": .numbers([pooling.stride, pooling.stride]),
      ])
  }

  /// The sum of a window is its mean times its size.
  private mutating func add(
    _ subsampling: Subsampling, of layer: LayerLayout, as name: String
  ) {
    add("AveragePool", "\(name).mean", Pooling(window: subsampling.window))
    if subsampling.copies > 1 {
      let sources = (0..<layer.output.maps).map { $0 / subsampling.copies }
      add(
        "Gather", "\(name).copies",
        with: [constant("\(name).sources", [sources.count], .integers(sources))],
        attributes: ["axis": .number(1)])
    }
    let size = Float(subsampling.window * subsampling.window)
    add("Mul", "\(name).sum", with: [number("\(name).window", size)])
    let sizes = [layer.output.maps, 1, 1]
    let names = layer.parameters.map { tensor in
      constant(tensor.name, sizes, .floats(Array(parameters.values[tensor.range])))
    }
    add("Mul", "\(name).product", with: [names[0]])
    add("Add", name, with: [names[1]])
  }

  /// -sum (x - p)^2 over the inputs, for the prototype p of each class.
  private mutating func addRadialBasis(of layer: LayerLayout, as name: String) {
    flatten("\(name).inputs")
    let row = constant("\(name).row", [3], .integers([-1, 1, layer.input.maps]))
    add("Reshape", "\(name).rows", with: [row])
    add("Sub", "\(name).differences", with: tensors(of: layer))
    add("Mul", "\(name).squares", with: [value])
    add(
      "ReduceSum", "\(name).distances",
      with: [constant("\(name).axis", [1], .integers([2]))], attributes: ["keepdims": .number(0)])
    add("Neg", name)
  }

  private mutating func add(_ activation: Activation, of layer: String) {
    switch activation {
    case .identity: break
    case .relu: add("Relu", "\(layer).relu")
    case .sigmoid: add("Sigmoid", "\(layer).sigmoid")
    case .tanh: add("Tanh", "\(layer).tanh")
    case .scaledTanh:
      add("Mul", "\(layer).steep", with: [number("scaledTanh.steepness", 2 / 3)])
      add("Tanh", "\(layer).tanh")
      add("Mul", "\(layer).squashed", with: [number("scaledTanh.amplitude", 1.7159)])
    case .softmax:
      flatten("\(layer).sums")
      add("Softmax", "\(layer).softmax", attributes: ["axis": .number(1)])
    }
  }

  private mutating func flatten(_ name: String) {
    guard hasMaps else { return }
    add("Flatten", name, attributes: ["axis": .number(1)])
    hasMaps = false
  }

  /// Adds a node that takes the last value between others.
  private mutating func add(
    _ operation: String, _ name: String, before: [String] = [], with: [String] = [],
    attributes: [String: ONNXModel.Attribute] = [:]
  ) {
    nodes.append(
      .init(
        name: name, operation: operation, inputs: before + [value] + with, output: name,
        attributes: attributes))
    value = name
  }

  /// The layer's tensors as they are in the model file, in ONNX's order, which is the file's.
  private mutating func tensors(of layer: LayerLayout) -> [String] {
    layer.parameters.map { tensor in
      constant(tensor.name, tensor.shape, .floats(Array(parameters.values[tensor.range])))
    }
  }

  private mutating func number(_ name: String, _ value: Float) -> String {
    constant(name, [], .floats([value]))
  }

  /// The name of a constant, which is added once.
  private mutating func constant(
    _ name: String, _ sizes: [Int], _ numbers: ONNXModel.Constant.Numbers
  ) -> String {
    if !constants.contains(where: { $0.name == name }) {
      constants.append(.init(name: name, sizes: sizes, numbers: numbers))
    }
    return name
  }
}
