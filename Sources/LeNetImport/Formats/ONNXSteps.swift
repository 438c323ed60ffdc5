import LeNetModel

/// Follows the images through an ONNX graph: constants are folded, and the batch is a symbol.
struct ONNXSteps {
  /// The images at a point of the graph.
  struct Flow {
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

  var flows: [String: Flow] = [:]
  var constants: [String: StoredTensor]
  /// What no answer needs, such as the number of the best class.
  var ignored: Set<String> = []
  var ignoredKinds: [String] = []

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

  func isKnown(_ name: String) -> Bool {
    flows[name] != nil || constants[name] != nil || ignored.contains(name)
  }

  mutating func addInput(_ input: (name: String, sizes: [Int])) {
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

  func unsupported(
    _ node: ONNXGraph.Node, _ what: String, _ expected: String
  ) -> ImportError {
    .unsupported(place: node.place, what: what, expected: expected)
  }

  mutating func add(_ node: ONNXGraph.Node) throws(ImportError) {
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

  /// The images after a node; nil if the node gives something else.
  mutating func next(
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
}
