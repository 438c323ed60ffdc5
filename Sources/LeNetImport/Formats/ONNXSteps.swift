import LeNetModel

/// Follows the images through an ONNX graph: constants are folded, and the batch is a symbol.
struct ONNXSteps {
  /// The images at a point of the graph.
  private struct Flow {
    var steps: [Step] = []
    /// The sizes without the batch, in the order of the graph.
    var sizes: [Int]
    /// Whether maps are the last size.
    var isMapsLast: Bool
    /// The first size of the graph's input: the batch, -1 where it is open.
    var input: Shape

    var maps: Int { isMapsLast ? sizes.last ?? 0 : sizes.first ?? 0 }
    var places: (rows: Int, columns: Int) {
      guard sizes.count == 3 else { return (1, 1) }
      return isMapsLast ? (sizes[0], sizes[1]) : (sizes[1], sizes[2])
    }
    mutating func set(_ maps: Int, _ rows: Int, _ columns: Int) {
      sizes = isMapsLast ? [rows, columns, maps] : [maps, rows, columns]
    }
  }

  private var flows: [String: Flow] = [:]
  private var constants: [String: StoredTensor]
  /// What no answer needs, such as the number of the best class.
  private var ignored: Set<String> = []
  private var ignoredKinds: [String] = []

  static func steps(_ graph: ONNXGraph) throws(ImportError) -> StepList {
    var reader = ONNXSteps(constants: graph.constants)
    for input in graph.inputs where graph.constants[input.name] == nil {
      reader.addInput(input)
    }
    // Nodes may stand in any order.
    var left = graph.nodes
    while !left.isEmpty {
      var waiting: [ONNXGraph.Node] = []
      for node in left {
        let inputs = node.inputs.filter { !$0.isEmpty }
        if inputs.allSatisfy(reader.isKnown) {
          try reader.add(node)
        } else {
          waiting.append(node)
        }
      }
      guard waiting.count < left.count else {
        throw .noNetwork("\(waiting[0].place) needs what no node gives")
      }
      left = waiting
    }
    guard
      let flow = graph.outputs.lazy.compactMap({ reader.flows[$0] }).first
        ?? reader.flows.values.max(by: { $0.steps.count < $1.steps.count }), !flow.steps.isEmpty
    else { throw .noNetwork("no output comes from its images") }
    return StepList(input: flow.input, steps: flow.steps)
  }

  private init(constants: [String: StoredTensor]) { self.constants = constants }

  private func isKnown(_ name: String) -> Bool {
    flows[name] != nil || constants[name] != nil || ignored.contains(name)
  }

  private mutating func addInput(_ input: (name: String, sizes: [Int])) {
    let sizes = Array(input.sizes.dropFirst())
    switch sizes.count {
    case 3 where !sizes.contains(-1):
      let isMapsLast = sizes[0] != 1 && sizes[0] != 3 && (sizes[2] == 1 || sizes[2] == 3)
      var flow = Flow(sizes: sizes, isMapsLast: isMapsLast, input: Shape(0, 0, 0))
      flow.input = Shape(flow.maps, flow.places.rows, flow.places.columns)
      flows[input.name] = flow
    case 2 where !sizes.contains(-1):
      flows[input.name] = Flow(
        sizes: sizes, isMapsLast: false, input: Shape(1, sizes[0], sizes[1]))
    case 1:
      guard let side = WeightChain.squareRoot(sizes[0]), side > 1 else { fallthrough }
      flows[input.name] = Flow(sizes: sizes, isMapsLast: false, input: Shape(1, side, side))
    default: ignored.insert(input.name)
    }
  }

  private func unsupported(
    _ node: ONNXGraph.Node, _ what: String, _ expected: String
  ) -> ImportError {
    .unsupported(place: node.place, what: what, expected: expected)
  }

  private mutating func add(_ node: ONNXGraph.Node) throws(ImportError) {
    guard let output = node.outputs.first else { return }
    let inputs = node.inputs
    let flowing = inputs.filter { flows[$0] != nil }
    guard flowing.count <= 1 else {
      throw unsupported(
        node, "\(node.kind), which joins two branches", "a network whose layers stand in a row")
    }
    guard let name = flowing.first, let flow = flows[name] else {
      if inputs.contains(where: ignored.contains) || !fold(node, output) {
        ignored.formUnion(node.outputs)
      }
      return
    }
    if let next = try next(node, flow, isFirst: inputs.first == name) {
      flows[output] = next
      ignored.formUnion(node.outputs.dropFirst())
    } else if constants[output] == nil {
      ignored.formUnion(node.outputs)
    }
  }

  /// Computes a node of constants; false if its kind is unknown.
  private mutating func fold(_ node: ONNXGraph.Node, _ output: String) -> Bool {
    let inputs = node.inputs.compactMap { constants[$0] }
    func axes(_ input: Int) -> [Int] {
      node.attributes["axes"]?.numbers
        ?? (inputs.count > input ? inputs[input].values.map { Int(exactly: $0) ?? 0 } : [])
    }
    switch node.kind {
    case "Constant":
      guard let tensor = node.attributes["value"]?.tensor else { return false }
      constants[output] = tensor
    case "Identity", "Cast":
      guard let first = inputs.first else { return false }
      constants[output] = first
    case "Unsqueeze":
      guard let first = inputs.first, first.values.count == 1 else { return false }
      constants[output] = StoredTensor(name: output, sizes: [1], values: first.values)
    case "Squeeze":
      guard let first = inputs.first, first.values.count == 1 else { return false }
      constants[output] = StoredTensor(name: output, sizes: [], values: first.values)
    case "Concat":
      let values = inputs.flatMap(\.values)
      guard values.count <= 64 else { return false }
      constants[output] = StoredTensor(name: output, sizes: [values.count], values: values)
    case "Gather":
      guard inputs.count == 2, inputs[0].sizes.count == 1, inputs[1].values.count == 1,
        var index = Int(exactly: inputs[1].values[0])
      else { return false }
      if index < 0 { index += inputs[0].values.count }
      guard inputs[0].values.indices ~= index else { return false }
      constants[output] = StoredTensor(
        name: output, sizes: inputs[1].sizes, values: [inputs[0].values[index]])
    case "Slice":
      guard let first = inputs.first, first.sizes.count == 1 else { return false }
      let start = node.attributes["starts"]?.numbers.first ?? axes(1).first ?? 0
      let end = node.attributes["ends"]?.numbers.first ?? axes(2).first ?? 0
      let count = first.values.count
      func bounded(_ place: Int) -> Int {
        min(count, max(0, place < 0 ? max(place, -count) + count : place))
      }
      guard bounded(start) <= bounded(end) else { return false }
      let values = Array(first.values[bounded(start)..<bounded(end)])
      constants[output] = StoredTensor(name: output, sizes: [values.count], values: values)
    case "Reshape":
      guard inputs.count == 2 else { return false }
      var sizes = inputs[1].values.map { Int(exactly: $0) ?? 0 }
      let known = boundedProduct(sizes.filter { $0 > 0 }) ?? 0
      guard known > 0, !sizes.contains(0) else { return false }
      if let open = sizes.firstIndex(where: { $0 < 0 }) {
        sizes[open] = inputs[0].values.count / known
      }
      guard boundedProduct(sizes) == inputs[0].values.count else { return false }
      constants[output] = StoredTensor(name: output, sizes: sizes, values: inputs[0].values)
    case "Transpose":
      guard let first = inputs.first else { return false }
      let order = node.attributes["perm"]?.numbers ?? Array(first.sizes.indices.reversed())
      guard order.sorted() == Array(first.sizes.indices) else { return false }
      constants[output] = StoredTensor(
        name: output, sizes: order.map { first.sizes[$0] },
        values: reordered(first.values, sizes: first.sizes, order: order))
    default: return false
    }
    return true
  }

  /// The images after a node; nil if the node gives something else.
  private mutating func next(
    _ node: ONNXGraph.Node, _ flow: Flow, isFirst: Bool
  ) throws(ImportError) -> Flow? {
    var flow = flow
    switch node.kind {
    case "Conv": try addConvolution(node, &flow)
    case "MaxPool", "AveragePool": try addPooling(node, &flow)
    case "GlobalAveragePool": addGlobalAverage(&flow)
    case "ReduceMean":
      let axes = (node.attributes["axes"]?.numbers ?? numbers(node, 1) ?? []).sorted()
      guard flow.sizes.count == 3,
        axes == (flow.isMapsLast ? [1, 2] : [2, 3]) || axes == [-2, -1]
      else { throw unsupported(node, "a mean over other axes", "the mean of each map") }
      addGlobalAverage(&flow)
      if node.attributes["keepdims"]?.number == 0 { flow.sizes = [flow.maps] }
    case "Relu": flow.steps.append(.activation(.relu))
    case "Tanh": flow.steps.append(.activation(.tanh))
    case "Sigmoid": flow.steps.append(.activation(.sigmoid))
    case "Identity", "Dropout", "Cast", "Softmax", "LogSoftmax", "Log", "ZipMap": break
    case "Gemm", "MatMul": try addConnection(node, &flow, isFirst: isFirst)
    case "Add", "Sub", "Mul", "Div": try addArithmetic(node, &flow, isFirst: isFirst)
    case "BatchNormalization":
      let parts = node.inputs.dropFirst().compactMap { constants[$0]?.values }
      guard parts.count == 4 else {
        throw unsupported(node, "a normalization of images", "constants")
      }
      var normalization = Normalization(
        name: node.place, scale: parts[0], shift: parts[1], mean: parts[2], variance: parts[3])
      normalization.epsilon = Double(node.attributes["epsilon"]?.float ?? 1e-5)
      guard Set(parts.map(\.count)).count == 1 else {
        throw .noNetwork("\(node.place) has statistics of different lengths")
      }
      flow.steps.append(.normalization(normalization))
    case "Pad": try addPadding(node, &flow)
    case "Flatten": flatten(&flow)
    case "Reshape": try reshape(node, &flow)
    case "Squeeze", "Unsqueeze":
      if flow.sizes.filter({ $0 != 1 }).count <= 1, node.kind == "Squeeze" {
        flow.sizes = [flow.sizes.reduce(1) { $0 * $1 }]
      } else if node.kind == "Unsqueeze", flow.sizes.count == 2, flow.steps.isEmpty {
        flow.sizes = [1] + flow.sizes
      } else {
        throw unsupported(node, "\(node.kind) of maps", "maps of their own size")
      }
    case "Transpose":
      let order = node.attributes["perm"]?.numbers ?? []
      if order == [0, 3, 1, 2], flow.isMapsLast {
        flow.sizes = [flow.sizes[2], flow.sizes[0], flow.sizes[1]]
        flow.isMapsLast = false
      } else if order == [0, 2, 3, 1], !flow.isMapsLast, flow.sizes.count == 3 {
        flow.sizes = [flow.sizes[1], flow.sizes[2], flow.sizes[0]]
        flow.isMapsLast = true
      } else if order != Array(0...flow.sizes.count) {
        throw unsupported(node, "Transpose \(order)", "maps moved from first to last, or back")
      }
    case "Shape":
      let output = node.outputs[0]
      constants[output] = StoredTensor(
        name: output, sizes: [flow.sizes.count + 1], values: [-1] + flow.sizes.map { Float($0) })
      return nil
    case "ArgMax", "TopK", "ArrayFeatureExtractor", "Equal", "Gather": return nil
    default:
      throw unsupported(
        node, "the operator \(node.kind.prefix(40))",
        "Conv, Gemm, MatMul, pooling, Relu, Tanh, Sigmoid or BatchNormalization")
    }
    return flow
  }

  private func numbers(_ node: ONNXGraph.Node, _ input: Int) -> [Int]? {
    guard node.inputs.count > input, let tensor = constants[node.inputs[input]],
      tensor.values.count <= 64
    else { return nil }
    return tensor.values.map { Int(exactly: $0) ?? (abs($0) < 1e18 ? Int($0) : 0) }
  }

  /// The border on each side of a window.
  private func border(
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
  private func square(
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

  private func addConvolution(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
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

  private func slide(
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

  private func addPooling(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
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

  private func addGlobalAverage(_ flow: inout Flow) {
    flow.steps.append(.globalAverage)
    if flow.sizes.count == 3 { flow.set(flow.maps, 1, 1) }
  }

  private func flatten(_ flow: inout Flow) {
    guard flow.sizes.count > 1 else { return }
    flow.steps.append(.flatten(flow.isMapsLast ? .placesFirst : .mapsFirst))
    flow.sizes = [boundedProduct(flow.sizes) ?? 0]
    flow.isMapsLast = false
  }

  private func reshape(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
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

  private func addConnection(
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

  private func addArithmetic(
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

  private func addPadding(_ node: ONNXGraph.Node, _ flow: inout Flow) throws(ImportError) {
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
