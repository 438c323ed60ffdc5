import LeNetModel
import LeNetText

/// The layers of Keras's description, as steps with their weights.
struct KerasLayers {
  private var weights: [String: [StoredTensor]]
  private var steps: [Step] = []
  private var input: Shape?
  /// The shape so far; only sizes that paddings need.
  private var shape = Shape(0, 0, 0)
  /// Layers of each class so far, whose numbers name the groups of Keras 3.
  private var counts: [String: Int] = [:]
  private var notes: [String] = []

  static func steps(
    _ config: JSON, weights: [String: [StoredTensor]]
  ) throws(ImportError) -> StepList {
    let inner = config["config"]
    guard let layers = inner?["layers"]?.array ?? inner?.array, layers.count <= 200 else {
      throw .damaged(format: "a Keras file", problem: "its description has no layers")
    }
    var reader = KerasLayers(weights: weights)
    if let size = inner?["build_input_shape"] { reader.setInput(size) }
    for layer in layers { try reader.add(layer) }
    guard let input = reader.input else {
      throw .noNetwork("its description does not say the size of the input")
    }
    return StepList(input: input, steps: reader.steps, notes: reader.notes)
  }

  private init(weights: [String: [StoredTensor]]) { self.weights = weights }

  /// Takes `[null, rows, columns, maps]`, `[null, rows, columns]` or `[null, inputs]`.
  private mutating func setInput(_ json: JSON?) {
    guard input == nil, let sizes = json?.array?.dropFirst().map(\.wholeNumber),
      sizes.allSatisfy({ $0.map { 1...65_536 ~= $0 } ?? true })
    else { return }
    switch sizes.count {
    case 3:
      guard let rows = sizes[0], let columns = sizes[1], let maps = sizes[2] else { return }
      input = Shape(maps, rows, columns)
    case 2:
      guard let rows = sizes[0], let columns = sizes[1] else { return }
      input = Shape(1, rows, columns)
    case 1:
      guard let count = sizes[0], let side = WeightChain.squareRoot(count) else { return }
      input = Shape(1, side, side)
    default: return
    }
    shape = input ?? shape
  }

  private func pair(_ json: JSON?, _ what: String, _ name: String) throws(ImportError) -> Int? {
    guard let json, json != .null else { return nil }
    let sizes = json.array?.map(\.wholeNumber) ?? [json.wholeNumber, json.wholeNumber]
    guard sizes.count == 2, sizes[0] == sizes[1], let size = sizes[0], 0...65_536 ~= size else {
      throw .unsupported(
        place: name, what: "a \(what) that is not square", expected: "a square one")
    }
    return size
  }

  /// Zeros on each side that Keras's padding `same` adds.
  private func same(
    _ side: Int, _ window: Int, _ stride: Int, _ name: String
  ) throws(ImportError) -> Int {
    let total = max(0, ((side + stride - 1) / stride - 1) * stride + window - side)
    guard total.isMultiple(of: 2) else {
      throw .unsupported(
        place: name, what: "padded more on one side", expected: "the same padding on all sides")
    }
    return total / 2
  }

  private mutating func add(_ layer: JSON) throws(ImportError) {
    guard let kind = layer["class_name"]?.string, let config = layer["config"] else {
      throw .damaged(format: "a Keras file", problem: "a layer without class_name and config")
    }
    let name = config["name"]?.string ?? kind
    setInput(config["batch_input_shape"] ?? config["batch_shape"])
    setInput(layer["build_config"]?["input_shape"])
    guard (config["data_format"]?.string ?? "channels_last") == "channels_last" else {
      throw .unsupported(place: name, what: "channels_first", expected: "channels_last")
    }
    let group = Self.group(kind)
    let number = counts[group, default: 0]
    counts[group] = number + 1
    func tensors() throws(ImportError) -> [StoredTensor] {
      let numbered = "layers/\(group)\(number == 0 ? "" : "_\(number)")"
      return weights[numbered] ?? weights[name] ?? weights["layers/\(name)"] ?? []
    }
    switch kind {
    case "InputLayer", "Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout",
      "ActivityRegularization", "Softmax":
      break
    case "Conv2D", "Convolution2D": try addConvolution(config, name, try tensors())
    case "Dense": try addDense(config, name, try tensors())
    case "BatchNormalization":
      var tensors = try tensors()
      guard let count = tensors.first?.values.count, let mean = tensors.dropLast().last,
        tensors.count >= 2
      else { throw .noNetwork("\(name) lacks its statistics") }
      let variance = tensors.removeLast()
      tensors.removeLast()
      var scale = [Float](repeating: 1, count: count)
      var shift = [Float](repeating: 0, count: count)
      if config["scale"] != .bool(false), let first = tensors.first {
        scale = first.values
        tensors.removeFirst()
      }
      if config["center"] != .bool(false), let first = tensors.first { shift = first.values }
      var normalization = Normalization(
        name: name, scale: scale, shift: shift, mean: mean.values, variance: variance.values)
      normalization.epsilon = config["epsilon"]?.double ?? 1e-3
      guard [shift, mean.values, variance.values].allSatisfy({ $0.count == count }) else {
        throw .noNetwork("\(name) has statistics of different lengths")
      }
      steps.append(.normalization(normalization))
    case "MaxPooling2D", "AveragePooling2D", "MaxPool2D", "AvgPool2D":
      let window = try pair(config["pool_size"], "window", name) ?? 2
      let stride = try pair(config["strides"], "stride", name) ?? window
      guard window > 0, stride > 0, shape.rows > 0 else { throw .noNetwork("\(name) has no size") }
      if config["padding"]?.string == "same" {
        guard try same(shape.rows, window, stride, name) == 0,
          try same(shape.columns, window, stride, name) == 0
        else {
          throw .unsupported(place: name, what: "pooling with a border", expected: "one without")
        }
      }
      steps.append(.pooling(isMax: kind.hasPrefix("Max"), window: window, stride: stride))
      shape = Shape(
        shape.maps, (shape.rows - window) / stride + 1, (shape.columns - window) / stride + 1)
    case "GlobalAveragePooling2D":
      steps.append(.globalAverage)
      shape = Shape(shape.maps, 1, 1)
    case "Flatten": steps.append(.flatten(.placesFirst))
    case "Activation", "ReLU":
      try addActivation(kind == "ReLU" ? .string("relu") : config["activation"], name)
    case "Rescaling":
      steps.append(
        .affine(
          factor: [Float(config["scale"]?.double ?? 1)],
          offset: [Float(config["offset"]?.double ?? 0)]))
    case "ZeroPadding2D":
      var padding = config["padding"]
      if let rows = padding?.array, rows.count == 2, rows[0] == rows[1], rows[0].array != nil {
        padding = rows[0]
      }
      guard let border = try pair(padding, "border", name), 0...64 ~= border else {
        throw .unsupported(place: name, what: "a border", expected: "the same on all sides")
      }
      steps.append(.padding(border))
      shape.rows += 2 * border
      shape.columns += 2 * border
    case "Reshape":
      guard steps.isEmpty, let size = config["target_shape"]?.array else {
        throw .unsupported(place: name, what: "a Reshape between layers", expected: "Flatten")
      }
      input = nil
      setInput(.array([.null] + size))
    default:
      throw .unsupported(
        place: name, what: "a layer of class \(kind)",
        expected: "Conv2D, Dense, BatchNormalization, pooling, activations, Flatten or Rescaling")
    }
  }

  /// The name of a class in paths: `BatchNormalization` becomes `batch_normalization`.
  private static func group(_ kind: String) -> String {
    var name = ""
    var last: Character?
    for character in kind {
      if character.isUppercase, let last, last.isLowercase { name += "_" }
      name += character.lowercased()
      last = character
    }
    return name
  }

  private mutating func addActivation(_ json: JSON?, _ name: String) throws(ImportError) {
    let word = json?.string ?? json?["config"]?.string ?? json?["class_name"]?.string?.lowercased()
    switch word {
    case nil, "linear", "softmax": break
    case "relu": steps.append(.activation(.relu))
    case "tanh": steps.append(.activation(.tanh))
    case "sigmoid": steps.append(.activation(.sigmoid))
    case let other?:
      throw .unsupported(
        place: name, what: "the activation \(other)",
        expected: "relu, tanh, sigmoid, softmax or linear")
    }
  }

  private mutating func addConvolution(
    _ config: JSON, _ name: String, _ tensors: [StoredTensor]
  ) throws(ImportError) {
    guard let kernel = tensors.first, kernel.sizes.count == 4, kernel.sizes[0] == kernel.sizes[1]
    else {
      throw .unsupported(
        place: name, what: "a convolution without a square kernel", expected: "a square kernel")
    }
    if let groups = config["groups"]?.wholeNumber, groups != 1 {
      throw .unsupported(place: name, what: "a grouped convolution", expected: "one of all maps")
    }
    if let dilation = try pair(config["dilation_rate"], "dilation", name), dilation != 1 {
      throw .unsupported(place: name, what: "a dilated convolution", expected: "dilation 1")
    }
    let (side, inputs, maps) = (kernel.sizes[0], kernel.sizes[2], kernel.sizes[3])
    let stride = try pair(config["strides"], "stride", name) ?? 1
    guard stride > 0, side > 0, shape.rows > 0 else { throw .noNetwork("\(name) has no size") }
    var padding = 0
    if config["padding"]?.string == "same" {
      padding = try same(shape.rows, side, stride, name)
      guard try same(shape.columns, side, stride, name) == padding else {
        throw .unsupported(place: name, what: "padded unevenly", expected: "the same on all sides")
      }
    }
    let bias = tensors.dropFirst().first?.values ?? [Float](repeating: 0, count: maps)
    guard bias.count == maps else { throw .noNetwork("\(name) has \(bias.count) biases") }
    steps.append(
      .convolution(
        SquareKernel(
          name: name, maps: maps, inputs: inputs, side: side,
          weights: reordered(kernel.values, sizes: kernel.sizes, order: [3, 2, 0, 1]), bias: bias),
        stride: stride, padding: padding))
    guard shape.rows + 2 * padding >= side, shape.columns + 2 * padding >= side else {
      throw .noNetwork("\(name) is larger than its input")
    }
    shape = Shape(
      maps, (shape.rows + 2 * padding - side) / stride + 1,
      (shape.columns + 2 * padding - side) / stride + 1)
    try addActivation(config["activation"], name)
  }

  private mutating func addDense(
    _ config: JSON, _ name: String, _ tensors: [StoredTensor]
  ) throws(ImportError) {
    guard let kernel = tensors.first, kernel.sizes.count == 2 else {
      throw .noNetwork("\(name) lacks its weights")
    }
    let bias = tensors.dropFirst().first?.values ?? [Float](repeating: 0, count: kernel.sizes[1])
    guard bias.count == kernel.sizes[1] else {
      throw .noNetwork("\(name) has \(bias.count) biases")
    }
    steps.append(
      .dense(
        Connection(
          name: name, units: kernel.sizes[1], inputs: kernel.sizes[0],
          weights: reordered(kernel.values, sizes: kernel.sizes, order: [1, 0]), bias: bias)))
    try addActivation(config["activation"], name)
  }
}
