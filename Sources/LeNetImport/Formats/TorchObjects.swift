import LeNetData

/// The objects of a PyTorch pickle: tensors by name, whatever surrounds them.
///
/// Nothing is executed.
struct TorchObjects {
  let machine: PickleMachine
  private var storages: TorchStorages
  /// Numbers that may still be made, so that a small file cannot fill the memory.
  private var budget: Int
  private(set) var tensors: [StoredTensor] = []
  private var seen: Set<PickleValue> = []

  init(_ machine: PickleMachine, storages: TorchStorages, bytes: Int) {
    self.machine = machine
    self.storages = storages
    budget = bytes
  }

  /// Keys of a checkpoint under which weights are, the first that is there.
  private static let usualKeys = [
    "state_dict", "model_state_dict", "model_state", "model", "net", "network", "net_state_dict",
    "weights", "params", "module", "ema_state_dict",
  ]

  /// The weights of the network in the file's object.
  mutating func network(_ object: PickleValue) throws(ImportError) -> [StoredTensor] {
    var object = object
    for _ in 0..<4 {
      guard case .dictionary(let number) = object else { break }
      let entries = entries(of: machine.containers[number])
      let keys = entries.map(\.key)
      if keys.contains("param_groups"), keys.contains("state") {
        throw .noWeights("it is the state of an optimizer; give the file of the network")
      }
      guard !entries.contains(where: { isTensor($0.value) }) else { break }
      let holders = entries.filter { isHolder($0.value) }
      guard
        let holder = Self.usualKeys.lazy.compactMap({ key in holders.first { $0.key == key } })
          .first
          ?? holders.first(where: {
            !$0.key.lowercased().contains("optim") && !$0.key.lowercased().contains("sched")
          })
      else {
        throw .noWeights(
          "it is a dictionary with \(keys.prefix(6).map { "'\($0)'" }.joined(separator: ", "))")
      }
      object = holder.value
    }
    switch object {
    case .dictionary, .object: break
    case .list: throw .noWeights("it is a list; give the file of one network")
    default: throw .noWeights("it is no dictionary of tensors and no module")
    }
    try walk(object, path: "", depth: 0)
    guard !tensors.isEmpty else { throw .noWeights("it holds no tensor") }
    return tensors
  }

  private func entries(of items: [PickleValue]) -> [(key: String, value: PickleValue)] {
    stride(from: 0, to: items.count - 1, by: 2).compactMap { place in
      text(items[place]).map { ($0, items[place + 1]) }
    }
  }

  private func text(_ value: PickleValue) -> String? {
    switch value {
    case .text(let letters), .bytes(let letters): String(decoding: letters, as: UTF8.self)
    case .integer(let number): "\(number)"
    default: nil
    }
  }

  private func isHolder(_ value: PickleValue) -> Bool {
    switch value {
    case .dictionary(let number): !machine.containers[number].isEmpty
    case .object: true
    default: false
    }
  }

  private func isTensor(_ value: PickleValue) -> Bool {
    guard case .object(let number) = value else { return false }
    return Self.makers.contains(machine.objects[number].name)
      || Self.wrappers.contains(machine.objects[number].name)
  }

  private static let makers: Set = [
    "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_qtensor",
  ]
  private static let wrappers: Set = [
    "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
    "torch.nn.parameter.Parameter", "torch.autograd.variable.Variable",
  ]

  /// Gathers the tensors of a dictionary or module and all that is in it, in order.
  private mutating func walk(
    _ value: PickleValue, path: String, depth: Int
  ) throws(ImportError) {
    guard depth < 48 else { return }
    switch value {
    case .dictionary(let number):
      guard seen.insert(value).inserted else { return }
      for (key, value) in entries(of: machine.containers[number]) {
        let isPart = ["_parameters", "_buffers", "_modules"].contains(key)
        if key.hasPrefix("_"), !isPart, key != "_mean", key != "_variance", key.contains("hook") {
          continue
        }
        if key.contains("_packed_params") { throw Self.quantized(path) }
        try walk(value, path: isPart ? path : joined(path, key), depth: depth + 1)
      }
    case .object(let number):
      if let tensor = try tensor(value, path: path) {
        tensors.append(tensor)
      } else if let state = machine.objects[number].state {
        guard seen.insert(value).inserted else { return }
        try walk(state, path: path, depth: depth + 1)
      }
    case .array(let number):
      guard let tensor = NumPyArrays.tensor(machine.arrays[number], name: path) else { return }
      budget -= tensor.values.count
      guard budget >= 0 else { throw Self.damaged("it has more numbers than bytes") }
      tensors.append(tensor)
    case .reference(let number):
      // Old files refer to modules: ('module', class, file, source).
      guard case .tuple(let items) = machine.references[number] else { return }
      _ = items
    default: break
    }
  }

  private func joined(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  private mutating func tensor(
    _ value: PickleValue, path: String
  ) throws(ImportError) -> StoredTensor? {
    var value = value
    for _ in 0..<4 {
      guard case .object(let number) = value else { return nil }
      let object = machine.objects[number]
      if Self.wrappers.contains(object.name), let first = object.arguments.first {
        value = first
        continue
      }
      guard Self.makers.contains(object.name) else { return nil }
      if object.name.hasSuffix("qtensor") { throw Self.quantized(path) }
      return try stored(object.arguments, path: path)
    }
    return nil
  }

  private static func quantized(_ path: String) -> ImportError {
    .unsupported(
      place: path.isEmpty ? "a layer" : path, what: "quantized to whole numbers",
      expected: "floating-point weights")
  }

  private static func damaged(_ problem: String) -> ImportError {
    .damaged(format: "a PyTorch file", problem: problem)
  }

  private func numbers(_ value: PickleValue) -> [Int]? {
    let items: [PickleValue]
    switch value {
    case .tuple(let number), .list(let number): items = machine.containers[number]
    case .object(let number): items = machine.objects[number].arguments
    default: return nil
    }
    guard items.count <= 8 else { return nil }
    let numbers = items.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    return numbers.count == items.count ? numbers : nil
  }

  private mutating func stored(
    _ arguments: [PickleValue], path: String
  ) throws(ImportError) -> StoredTensor {
    guard arguments.count >= 4, case .reference(let number) = arguments[0],
      case .tuple(let place) = machine.references[number],
      case .integer(var offset) = arguments[1], let sizes = numbers(arguments[2]),
      let steps = numbers(arguments[3]), sizes.count == steps.count
    else { throw Self.damaged("the tensor \(path) is described wrongly") }
    let storage = machine.containers[place]
    guard storage.count >= 5, case .name(let typeNumber) = storage[1], let key = text(storage[2])
    else { throw Self.damaged("the tensor \(path) has no numbers") }
    if storage.count > 5, case .tuple(let view) = storage[5],
      machine.containers[view].count == 3, case .integer(let start) = machine.containers[view][1]
    {
      guard start >= 0, offset >= 0, start < 1 << 40, offset < 1 << 40 else {
        throw Self.damaged("the tensor \(path) lies outside of its numbers")
      }
      offset += start
    }
    let typeName = machine.names[typeNumber].split(separator: ".").last.map(String.init) ?? ""
    guard let type = TorchStorages.types[typeName] else {
      if typeName.hasPrefix("Q") { throw Self.quantized(path) }
      throw .unsupported(
        place: path, what: "a tensor of \(typeName)", expected: "floating-point numbers")
    }
    let content = try storages.content(key)
    let available = content.count / type.width
    guard let count = boundedProduct(sizes), count <= available, offset >= 0 else {
      throw Self.damaged("the tensor \(path) is larger than its numbers")
    }
    budget -= count
    guard budget >= 0 else { throw Self.damaged("it has more numbers than bytes") }
    var last = offset
    for (size, step) in zip(sizes, steps) {
      guard step >= 0, step <= available, count > 0 || size >= 0 else {
        throw Self.damaged("the tensor \(path) lies outside of its numbers")
      }
      let (extent, overflows) = max(0, size - 1).multipliedReportingOverflow(by: step)
      let (end, overflowsToo) = last.addingReportingOverflow(extent)
      guard !overflows, !overflowsToo else {
        throw Self.damaged("the tensor \(path) lies outside of its numbers")
      }
      last = end
    }
    guard count == 0 || last < available else {
      throw Self.damaged("the tensor \(path) lies outside of its numbers")
    }
    var values: [Float] = []
    values.reserveCapacity(count)
    var index = [Int](repeating: 0, count: sizes.count)
    var source = offset
    for _ in 0..<count {
      values.append(type.value(content, at: source * type.width))
      var axis = sizes.count - 1
      while axis >= 0 {
        index[axis] += 1
        source += steps[axis]
        if index[axis] < sizes[axis] { break }
        source -= steps[axis] * sizes[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return StoredTensor(name: path, sizes: sizes, values: values)
  }
}
