import LeNetElementary

/// Runs a network that was read back from an ONNX file, by plain loops of its own.
///
/// Sixteen images at a time, one in each lane. It knows the operators that `ONNXGraph` writes and refuses others.
struct ONNXRun {
  typealias Lanes = LaneValues.Lanes

  /// What a node cannot do.
  struct Refusal: Error {
    let problem: String
  }

  private let model: ONNXModel
  private let constants: [String: ONNXModel.Constant]

  /// A run of a network.
  init(_ model: ONNXModel) {
    self.model = model
    constants = Dictionary(model.constants.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The outputs for up to sixteen images' inputs, `[image][number]`.
  func outputs(for inputs: [[Float]]) throws(Refusal) -> [[Float]] {
    let count = model.input.sizes.reduce(1, *)
    guard inputs.count <= Lanes.scalarCount, inputs.allSatisfy({ $0.count == count }) else {
      throw Refusal(problem: "the input has other sizes than the images")
    }
    var values = [model.input.name: LaneValues(sizes: model.input.sizes, images: inputs)]
    for node in model.nodes {
      values[node.output] = try output(of: node, values)
    }
    guard let result = values[model.output.name], result.sizes == model.output.sizes else {
      throw Refusal(problem: "the output \(model.output.name) is missing or has other sizes")
    }
    return inputs.indices.map(result.image)
  }

  private func output(of node: ONNXModel.Node, _ values: [String: LaneValues]) throws(Refusal)
    -> LaneValues
  {
    func refuse(_ problem: String) -> Refusal {
      Refusal(problem: "the node \(node.name) (\(node.operation)) \(problem)")
    }
    func numbers(_ attribute: String) throws(Refusal) -> [Int] {
      guard case .numbers(let list)? = node.attributes[attribute] else {
        throw refuse("has no \(attribute)")
      }
      return list
    }
    func constant(_ place: Int) throws(Refusal) -> ONNXModel.Constant {
      guard node.inputs.indices.contains(place), let found = constants[node.inputs[place]] else {
        throw refuse("lacks its constant \(place)")
      }
      return found
    }
    func floats(_ place: Int) throws(Refusal) -> [Float] {
      guard case .floats(let list) = try constant(place).numbers else {
        throw refuse("has whole numbers in place \(place)")
      }
      return list
    }
    func integers(_ place: Int) throws(Refusal) -> [Int] {
      guard case .integers(let list) = try constant(place).numbers else {
        throw refuse("has no whole numbers in place \(place)")
      }
      return list
    }
    func value(_ place: Int = 0) throws(Refusal) -> LaneValues {
      guard node.inputs.indices.contains(place), let found = values[node.inputs[place]] else {
        throw refuse("lacks its input \(place)")
      }
      return found
    }
    switch node.operation {
    case "Cast": return try value()
    case "Relu": return try value().mapped { $0.replacing(with: 0, where: $0 .< 0) }
    case "Neg": return try value().mapped { 0 - $0 }
    case "Sigmoid": return try value().mappedByNumber { 1 / (1 + Elementary.exp(-$0)) }
    case "Tanh":
      return try value().mappedByNumber { number in
        let power = Elementary.exp(-2 * abs(number))
        return (number < 0 ? -1 : 1) * (1 - power) / (1 + power)
      }
    case "Softmax": return try value().softmax
    case "Flatten":
      let input = try value()
      return LaneValues(sizes: [input.numbers.count], numbers: input.numbers)
    case "Reshape":
      guard case .some(let sizes) = try? integers(1), sizes.first == -1,
        sizes.dropFirst().reduce(1, *) == (try value().numbers.count)
      else { throw refuse("gives sizes that do not fit") }
      return LaneValues(sizes: Array(sizes.dropFirst()), numbers: try value().numbers)
    case "Gather":
      let (input, sources) = (try value(), try integers(1))
      guard node.attributes["axis"] == .number(1), let maps = input.sizes.first, maps > 0,
        sources.allSatisfy((0..<maps).contains)
      else { throw refuse("takes other than maps") }
      let size = input.numbers.count / maps
      return LaneValues(
        sizes: [sources.count] + input.sizes.dropFirst(),
        numbers: sources.flatMap { input.numbers[$0 * size..<($0 + 1) * size] })
    case "Pad":
      let pads = try integers(1)
      guard pads.count == 8, try floats(2) == [0], [0, 1, 4, 5].allSatisfy({ pads[$0] == 0 }) else {
        throw refuse("pads other than rows and columns")
      }
      return try value().padded(
        top: pads[2], left: pads[3], bottom: pads[6], right: pads[7])
    case "Conv":
      let weights = try constant(1)
      return try value().convolved(
        weights.sizes, try floats(1), try floats(2), stride: try numbers("strides")[0],
        padding: try numbers("pads")[0])
    case "MaxPool":
      return try value().pooled(try numbers("kernel_shape"), try numbers("strides")) {
        $0.replacing(with: $1, where: $1 .> $0)
      }
    case "AveragePool":
      let window = try numbers("kernel_shape")
      let size = Lanes(repeating: Float(window.reduce(1, *)))
      return try value().pooled(window, try numbers("strides")) { $0 + $1 }.mapped { $0 / size }
    case "GlobalAveragePool":
      let input = try value()
      let size = Lanes(repeating: Float(input.sizes[1] * input.sizes[2]))
      return input.pooled(Array(input.sizes[1...]), [1, 1]) { $0 + $1 }.mapped { $0 / size }
    case "Gemm":
      guard node.attributes["transB"] == .number(1) else { throw refuse("has columns first") }
      return try value().multiplied(by: try floats(1), plus: try floats(2))
    case "MatMul":
      let isFirst = values[node.inputs[0]] == nil
      let matrix = try constant(isFirst ? 0 : 1)
      return try value(isFirst ? 1 : 0).multiplied(
        by: try floats(isFirst ? 0 : 1), matrix.sizes, isFirst: isFirst)
    case "ReduceSum":
      guard try integers(1) == [2], case let input = try value(), input.sizes.count == 2 else {
        throw refuse("sums another axis")
      }
      let length = input.sizes[1]
      return LaneValues(
        sizes: [input.sizes[0]],
        numbers: (0..<input.sizes[0]).map { row in
          input.numbers[row * length..<(row + 1) * length].reduce(.zero, +)
        })
    case "BatchNormalization":
      guard case .float(let epsilon)? = node.attributes["epsilon"] else {
        throw refuse("has no epsilon")
      }
      return try value().normalized(
        scale: try floats(1), shift: try floats(2), mean: try floats(3), variance: try floats(4),
        epsilon: epsilon)
    case "Mul", "Add", "Sub":
      let operation: (Lanes, Lanes) -> Lanes =
        switch node.operation {
        case "Mul": { $0 * $1 }
        case "Add": { $0 + $1 }
        default: { $0 - $1 }
        }
      let second: LaneValues
      if let computed = values[node.inputs[1]] {
        second = computed
      } else {
        second = LaneValues(
          sizes: try constant(1).sizes, numbers: try floats(1).map { Lanes(repeating: $0) })
      }
      let first = try value()
      do throws(LaneValues.Misfit) {
        return try first.combined(second, operation)
      } catch {
        throw refuse("has inputs of \(error.first) and \(error.second)")
      }
    default: throw refuse("is not one of those that are written")
    }
  }
}
