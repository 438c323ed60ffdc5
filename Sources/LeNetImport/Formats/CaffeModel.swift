import LeNetModel

/// Caffe's networks with their weights: the layers of `NetParameter`, in their order.
enum CaffeModel {
  private struct LayerText {
    var name = ""
    var kind = ""
    var blobs: [StoredTensor] = []
    var parameters: [Int: Range<Int>] = [:]
    /// Whether the layer is for training only.
    var isTraining = false
  }

  /// Whether the bytes are a network: a name, then layers with kinds.
  static func isModel(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == 0x0A, let fields = try? WireReader.fields(bytes, 0..<bytes.count) else {
      return false
    }
    return fields.contains { ($0.number == 100 || $0.number == 2) && $0.field.range != nil }
      && fields.allSatisfy { [1, 2, 3, 4, 5, 6, 7, 8, 100].contains($0.number) }
  }

  static func steps(_ bytes: [UInt8]) throws(ImportError) -> StepList {
    var layers: [LayerText] = []
    var budget = bytes.count
    for (number, field) in try WireReader.fields(bytes, 0..<bytes.count) {
      if number == 2 {
        throw .unsupported(
          place: "the file", what: "a Caffe model of the form before 2014",
          expected: "one that Caffe's upgrade_net_proto_binary has made new")
      }
      guard number == 100, let range = field.range else { continue }
      layers.append(try layer(bytes, range, &budget))
      guard layers.count <= 500 else { throw .tooLarge(what: "layers", limit: 500) }
    }
    var steps: [Step] = []
    var maps = 1
    var kernels: [Int] = []
    var geometryNotes: [String] = []
    for layer in layers where !layer.isTraining {
      switch layer.kind {
      case "Data", "Input", "Dropout", "Softmax", "SoftmaxWithLoss", "Accuracy", "ImageData",
        "MemoryData", "HDF5Data", "DummyData", "Split", "Silence":
        break
      case "Convolution":
        let kernel = try convolution(layer, bytes)
        if kernels.isEmpty, case .convolution(let first, _, _) = kernel { maps = first.inputs }
        kernels.append(1)
        steps.append(kernel)
      case "Pooling": steps.append(try pooling(layer, bytes))
      case "InnerProduct": steps += try connection(layer, bytes)
      case "ReLU": steps.append(.activation(.relu))
      case "TanH": steps.append(.activation(.tanh))
      case "Sigmoid": steps.append(.activation(.sigmoid))
      case "Flatten": steps.append(.flatten(.mapsFirst))
      default:
        throw .unsupported(
          place: layer.name, what: "a layer of type \(layer.kind.prefix(40))",
          expected: "Convolution, InnerProduct, Pooling, ReLU, TanH or Sigmoid")
      }
    }
    geometryNotes.append("the size of the input follows from its full connection")
    let side = try inputSide(steps)
    return StepList(input: Shape(maps, side, side), steps: steps, notes: geometryNotes)
  }

  /// The side of the input that gives the first full connection what it takes.
  private static func inputSide(_ steps: [Step]) throws(ImportError) -> Int {
    for side in [28, 32, 20, 24, 36, 40, 48, 64, 16] {
      var current = side
      var maps = 0
      search: for step in steps {
        switch step {
        case .convolution(let kernel, let stride, let padding):
          guard current + 2 * padding >= kernel.side else { break search }
          current = (current + 2 * padding - kernel.side) / stride + 1
          maps = kernel.maps
        case .pooling(_, let window, let stride):
          // Caffe rounds up; what would be left out here is another network.
          guard current >= window, (current - window).isMultiple(of: stride) else { break search }
          current = (current - window) / stride + 1
        case .dense(let connection):
          if connection.inputs == (maps == 0 ? side * side : maps * current * current) {
            return side
          }
          break search
        case .normalization, .affine, .activation, .globalAverage, .padding, .flatten: break
        }
      }
    }
    throw .noNetwork("no size of the input leads to its full connections in whole windows")
  }

  private static func layer(
    _ bytes: [UInt8], _ range: Range<Int>, _ budget: inout Int
  ) throws(ImportError) -> LayerText {
    var layer = LayerText()
    for (number, field) in try WireReader.fields(bytes, range) {
      guard let range = field.range else { continue }
      switch number {
      case 1: layer.name = String(decoding: bytes[range].prefix(200), as: UTF8.self)
      case 2: layer.kind = String(decoding: bytes[range].prefix(200), as: UTF8.self)
      case 7: layer.blobs.append(try blob(bytes, range, name: layer.name, &budget))
      case 8:
        // NetStateRule: phase 0 is training.
        layer.isTraining =
          try WireReader.fields(bytes, range).contains { $0.number == 1 && $0.field.number == 0 }
      default: layer.parameters[number] = range
      }
    }
    return layer
  }

  private static func blob(
    _ bytes: [UInt8], _ range: Range<Int>, name: String, _ budget: inout Int
  ) throws(ImportError) -> StoredTensor {
    var sizes: [Int] = []
    var old = [1, 1, 1, 1]
    var values: [Float] = []
    for (number, field) in try WireReader.fields(bytes, range) {
      switch (number, field) {
      case (1...4, .number): old[number - 1] = field.number ?? 0
      case (5, .bytes(let range)):
        guard range.count.isMultiple(of: 4) else { throw WireReader.damaged(range.lowerBound) }
        budget -= range.count
        guard budget >= 0 else { throw WireReader.damaged(range.lowerBound) }
        values += ElementType.float32.values(bytes, range)
      case (5, .fixed): values.append(field.float ?? 0)
      case (7, .bytes(let range)):
        for (number, field) in try WireReader.fields(bytes, range) where number == 1 {
          if let range = field.range {
            sizes += try WireReader.packed(bytes, range)
          } else {
            sizes.append(field.number ?? -1)
          }
        }
      default: break
      }
    }
    if sizes.isEmpty { sizes = old }
    guard boundedProduct(sizes) == values.count else {
      throw .damaged(format: "a Caffe model", problem: "the numbers of \(name)")
    }
    return StoredTensor(name: name, sizes: sizes, values: values)
  }

  /// The whole numbers of a layer's parameters by field; repeated ones must be equal.
  private static func numbers(
    _ layer: LayerText, _ field: Int, _ bytes: [UInt8]
  ) throws(ImportError) -> [Int: Int] {
    guard let range = layer.parameters[field] else { return [:] }
    var numbers: [Int: Int] = [:]
    for (number, field) in try WireReader.fields(bytes, range) {
      var found = field.number.map { [$0] } ?? []
      if let range = field.range, range.count <= 16, number < 7 {
        found = (try? WireReader.packed(bytes, range)) ?? []
      }
      for value in found {
        guard numbers[number] ?? value == value, 0...65_536 ~= value else {
          throw .unsupported(
            place: layer.name, what: "a layer with different sizes in both directions",
            expected: "equal ones")
        }
        numbers[number] = value
      }
    }
    return numbers
  }

  private static func convolution(
    _ layer: LayerText, _ bytes: [UInt8]
  ) throws(ImportError) -> Step {
    let settings = try numbers(layer, 106, bytes)
    guard let weight = layer.blobs.first, weight.sizes.count == 4,
      weight.sizes[2] == weight.sizes[3],
      !weight.values.isEmpty
    else { throw .noNetwork("\(layer.name) has no square kernels") }
    guard settings[5] ?? 1 == 1, settings[18] ?? 1 == 1, settings[9] == nil, settings[11] == nil,
      settings[13] == nil
    else {
      throw .unsupported(
        place: layer.name, what: "a grouped, dilated or uneven convolution",
        expected: "one of all maps with square kernels")
    }
    let maps = weight.sizes[0]
    let bias = layer.blobs.dropFirst().first?.values ?? [Float](repeating: 0, count: maps)
    guard bias.count == maps else { throw .noNetwork("\(layer.name) has \(bias.count) biases") }
    return .convolution(
      SquareKernel(
        name: layer.name, maps: maps, inputs: weight.sizes[1], side: weight.sizes[2],
        weights: weight.values, bias: bias), stride: max(1, settings[6] ?? 1),
      padding: settings[3] ?? 0)
  }

  private static func pooling(_ layer: LayerText, _ bytes: [UInt8]) throws(ImportError) -> Step {
    let settings = try numbers(layer, 121, bytes)
    if settings[12] == 1 { return .globalAverage }
    guard let window = settings[2], settings[4] ?? 0 == 0, settings[1] ?? 0 <= 1, window > 0 else {
      throw .unsupported(
        place: layer.name, what: "pooling of another kind",
        expected: "max or average of square windows without a border")
    }
    return .pooling(isMax: settings[1] ?? 0 == 0, window: window, stride: max(1, settings[3] ?? 1))
  }

  private static func connection(
    _ layer: LayerText, _ bytes: [UInt8]
  ) throws(ImportError) -> [Step] {
    guard let weight = layer.blobs.first else { throw .noNetwork("\(layer.name) has no weights") }
    let sizes = Array(weight.sizes.drop { $0 == 1 })
    guard sizes.count == 2 else { throw .noNetwork("\(layer.name) has weights of another form") }
    let bias = layer.blobs.dropFirst().first?.values ?? [Float](repeating: 0, count: sizes[0])
    guard bias.count == sizes[0] else { throw .noNetwork("\(layer.name) has \(bias.count) biases") }
    return [
      .flatten(.mapsFirst),
      .dense(
        Connection(
          name: layer.name, units: sizes[0], inputs: sizes[1], weights: weight.values, bias: bias)),
    ]
  }
}
