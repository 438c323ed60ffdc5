/// Nodes whose inputs are all constants.
extension ONNXSteps {
  /// Computes a node of constants; false if its kind is unknown.
  mutating func fold(_ node: ONNXGraph.Node, _ output: String) -> Bool {
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
}
