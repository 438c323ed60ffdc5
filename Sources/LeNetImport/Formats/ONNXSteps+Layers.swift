import LeNetModel

/// Nodes that are layers, or parts of one.
extension ONNXSteps {
  func numbers(_ node: ONNXGraph.Node, _ input: Int) -> [Int]? {
    guard node.inputs.count > input, let tensor = constants[node.inputs[input]],
      tensor.values.count <= 64
    else { return nil }
    return tensor.values.map { Int(exactly: $0) ?? (abs($0) < 1e18 ? Int($0) : 0) }
  }

  /// The border on each side of a window.
  func border(
    _ node: ONNXGraph.Node, _ flow: Flow, window: Int, stride: Int
  ) throws(ImportError) -> Int {
    let uneven = unsupported(node, "padded unevenly", "the same padding on all sides")
    let pads = node.attributes["pads"]?.numbers ?? []
    switch node.attributes["auto_pad"]?.text ?? "NOTSET" {
    case "SAME_UPPER", "SAME_LOWER":
      let totals = [flow.places.rows, flow.places.columns].map { side in
        max(0, ((side + stride - 1) / stride - 1) * stride + window - side)
      }
      guard totals[0] == totals[1], totals[0].isMultiple(of: 2) else { throw uneven }
      return totals[0] / 2
    case "VALID": return 0
    default:
      guard let first = pads.first else { return 0 }
      guard pads.allSatisfy({ $0 == first }), 0...4096 ~= first else { throw uneven }
      return first
    }
  }

  /// One number for both directions, from an attribute.
  func square(
    _ node: ONNXGraph.Node, _ name: String, usual: Int
  ) throws(ImportError) -> Int {
    guard let numbers = node.attributes[name]?.numbers, let first = numbers.first else {
      return usual
    }
    guard numbers.count == 2, numbers[1] == first, 1...4096 ~= first else {
      throw unsupported(node, "\(node.kind) with \(name) \(numbers.prefix(4))", "two equal numbers")
    }
    return first
  }

  func addConvolution(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
    guard node.inputs.count >= 2, let weight = constants[node.inputs[1]], weight.sizes.count == 4,
      weight.sizes[2] == weight.sizes[3], weight.sizes[2] > 0, flow.sizes.count == 3,
      !flow.isMapsLast, weight.sizes[0] > 0
    else { throw unsupported(node, "Conv without a square kernel", "a square kernel of constants") }
    if let group = node.attributes["group"]?.number, group != 1 {
      throw unsupported(node, "a grouped convolution", "one of all maps")
    }
    guard try square(node, "dilations", usual: 1) == 1 else {
      throw unsupported(node, "a dilated convolution", "dilation 1")
    }
    let (maps, side) = (weight.sizes[0], weight.sizes[2])
    let stride = try square(node, "strides", usual: 1)
    let padding = try border(node, flow, window: side, stride: stride)
    let bias =
      node.inputs.count > 2 ? constants[node.inputs[2]]?.values : [Float](repeating: 0, count: maps)
    guard let bias, bias.count == maps else {
      throw .noNetwork("\(node.place) has biases of another number than maps")
    }
    flow.steps.append(
      .convolution(
        SquareKernel(
          name: node.place, maps: maps, inputs: weight.sizes[1], side: side,
          weights: weight.values, bias: bias), stride: stride, padding: padding))
    try slide(node, &flow, maps: maps, window: side, stride: stride, padding: padding)
  }

  func slide(
    _ node: ONNXGraph.Node, _ flow: inout Flow, maps: Int, window: Int, stride: Int, padding: Int
  ) throws(ImportError) {
    let (rows, columns) = flow.places
    guard rows + 2 * padding >= window, columns + 2 * padding >= window else {
      throw .noNetwork("\(node.place) has a window larger than its input")
    }
    flow.set(
      maps, (rows + 2 * padding - window) / stride + 1,
      (columns + 2 * padding - window) / stride + 1
    )
  }

  func addPooling(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
    guard flow.sizes.count == 3 else { throw unsupported(node, "pooling of a vector", "maps") }
    let window = try square(node, "kernel_shape", usual: 1)
    let stride = try square(node, "strides", usual: 1)
    guard try border(node, flow, window: window, stride: stride) == 0 else {
      throw unsupported(node, "\(node.kind) with a border", "one without")
    }
    if node.attributes["ceil_mode"]?.number == 1 {
      guard (flow.places.rows - window).isMultiple(of: stride),
        (flow.places.columns - window).isMultiple(of: stride)
      else {
        throw unsupported(node, "\(node.kind) with windows beyond the border", "whole windows")
      }
    }
    flow.steps.append(.pooling(isMax: node.kind == "MaxPool", window: window, stride: stride))
    try slide(node, &flow, maps: flow.maps, window: window, stride: stride, padding: 0)
  }

  func addGlobalAverage(_ flow: inout Flow) {
    flow.steps.append(.globalAverage)
    if flow.sizes.count == 3 { flow.set(flow.maps, 1, 1) }
  }

  func flatten(_ flow: inout Flow) {
    guard flow.sizes.count > 1 else { return }
    flow.steps.append(.flatten(flow.isMapsLast ? .placesFirst : .mapsFirst))
    flow.sizes = [boundedProduct(flow.sizes) ?? 0]
    flow.isMapsLast = false
  }

  func reshape(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
    guard var target = node.attributes["shape"]?.numbers ?? numbers(node, 1), target.count >= 2,
      let total = boundedProduct(flow.sizes), total > 0
    else { throw unsupported(node, "a Reshape to a size that is not constant", "a constant size") }
    let own = [-1] + flow.sizes
    for index in target.indices where target[index] == 0 && index < own.count {
      target[index] = own[index]
    }
    var rest = Array(target.dropFirst())
    if let open = rest.firstIndex(of: -1) {
      let known = boundedProduct(rest.filter { $0 > 0 }) ?? 0
      guard known > 0, total.isMultiple(of: known) else {
        throw unsupported(node, "a Reshape to \(target)", "one that keeps each image")
      }
      rest[open] = total / known
    }
    guard boundedProduct(rest) == total else {
      throw unsupported(node, "a Reshape to \(target)", "one that keeps each image")
    }
    if rest == flow.sizes { return }
    if rest.count == 1 { return flatten(&flow) }
    guard rest.count == 3, flow.steps.isEmpty || flow.maps == 1 else {
      throw unsupported(node, "a Reshape to \(target) between layers", "Flatten")
    }
    flow.isMapsLast = rest[0] != 1 && rest[0] != 3 && (rest[2] == 1 || rest[2] == 3)
    flow.sizes = rest
    if flow.steps.isEmpty {
      flow.input = Shape(flow.maps, flow.places.rows, flow.places.columns)
    }
  }

  func addConnection(
    _ node: ONNXGraph.Node, _ flow: inout Flow, isFirst: Bool
  ) throws(ImportError) {
    guard isFirst, node.inputs.count >= 2, let weight = constants[node.inputs[1]],
      weight.sizes.count == 2, flow.sizes.filter({ $0 != 1 }).count <= 1 || flow.sizes.count == 1
    else { throw unsupported(node, "\(node.kind) of something else", "a vector times constants") }
    let isTransposed = node.attributes["transB"]?.number == 1
    guard node.attributes["transA"]?.number ?? 0 == 0 else {
      throw unsupported(node, "Gemm with transA", "transA 0")
    }
    let (units, inputs) =
      isTransposed ? (weight.sizes[0], weight.sizes[1]) : (weight.sizes[1], weight.sizes[0])
    var weights =
      isTransposed ? weight.values : reordered(weight.values, sizes: weight.sizes, order: [1, 0])
    var bias = [Float](repeating: 0, count: units)
    if node.kind == "Gemm", node.inputs.count > 2, let given = constants[node.inputs[2]]?.values {
      guard given.count == units || given.count == 1 else {
        throw .noNetwork("\(node.place) has \(given.count) biases for \(units) units")
      }
      bias = given.count == units ? given : [Float](repeating: given[0], count: units)
    }
    if let alpha = node.attributes["alpha"]?.float, alpha != 1 {
      weights = weights.map { $0 * alpha }
    }
    if let beta = node.attributes["beta"]?.float, beta != 1 { bias = bias.map { $0 * beta } }
    flow.steps.append(
      .dense(
        Connection(name: node.place, units: units, inputs: inputs, weights: weights, bias: bias)))
    flow.sizes = [units]
  }

  func addArithmetic(
    _ node: ONNXGraph.Node, _ flow: inout Flow, isFirst: Bool
  ) throws(ImportError) {
    guard node.inputs.count == 2, let constant = constants[node.inputs[isFirst ? 1 : 0]] else {
      throw unsupported(node, "\(node.kind) of something else", "constants")
    }
    // The constants must lie along the maps.
    let sizes = Array(constant.sizes.drop { $0 == 1 })
    let isAlongMaps =
      constant.values.count == 1
      || (constant.values.count == flow.maps
        && (flow.sizes.count == 1 || flow.isMapsLast
          ? sizes.count == 1 : sizes.count == 3 && sizes[0] == flow.maps))
    guard isAlongMaps else {
      throw unsupported(
        node, "\(node.kind) of \(constant.sizes.prefix(5))", "one number for each map")
    }
    let values = constant.values
    let (zero, one): ([Float], [Float]) = ([0], [1])
    if node.kind == "Add", var last = flow.steps.last, values.count == flow.maps {
      // The bias of the layer before.
      switch last {
      case .convolution(var kernel, let stride, let padding):
        for index in values.indices { kernel.bias[index] += values[index] }
        last = .convolution(kernel, stride: stride, padding: padding)
      case .dense(var connection):
        for index in values.indices { connection.bias[index] += values[index] }
        last = .dense(connection)
      default: return flow.steps.append(.affine(factor: one, offset: values))
      }
      flow.steps[flow.steps.count - 1] = last
      return
    }
    switch node.kind {
    case "Add": flow.steps.append(.affine(factor: one, offset: values))
    case "Sub":
      flow.steps.append(
        isFirst
          ? .affine(factor: one, offset: values.map { -$0 }) : .affine(factor: [-1], offset: values)
      )
    case "Mul": flow.steps.append(.affine(factor: values, offset: zero))
    default:
      guard isFirst else { throw unsupported(node, "Div of a constant by images", "images first") }
      flow.steps.append(.affine(factor: values.map { 1 / $0 }, offset: zero))
    }
  }

  func addPadding(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
    let pads =
      node.attributes["pads"]?.numbers ?? node.attributes["paddings"]?.numbers ?? numbers(node, 1)
      ?? []
    let value =
      node.attributes["value"]?.float
      ?? (node.inputs.count > 2 ? constants[node.inputs[2]]?.values.first ?? 0 : 0)
    if pads.allSatisfy({ $0 == 0 }) { return }
    guard pads.count == 8, flow.sizes.count == 3, value == 0,
      (node.attributes["mode"]?.text ?? "constant") == "constant"
    else { throw unsupported(node, "a Pad of another kind", "zeros around maps") }
    let (first, second) = flow.isMapsLast ? (1, 2) : (2, 3)
    let border = pads[first]
    guard 0...4096 ~= border, pads[second] == border, pads[first + 4] == border,
      pads[second + 4] == border, pads.reduce(0, { $0 &+ $1 }) == 4 * border
    else { throw unsupported(node, "an uneven Pad", "the same on all sides") }
    flow.steps.append(.padding(border))
    flow.set(flow.maps, flow.places.rows + 2 * border, flow.places.columns + 2 * border)
  }
}
