/// The numbers of the fields are those of `onnx.proto`.
extension ONNXModel {
  /// ONNX's numbers of types.
  private enum ElementType {
    static let float = 1
    static let byte = 2
    static let integer = 7
  }

  /// ONNX's numbers of kinds of attributes.
  private enum AttributeType {
    static let float = 1
    static let number = 2
    static let numbers = 7
  }

  /// The bytes of the file.
  var encoded: [UInt8] {
    var file = ProtobufWriter()
    file.add(1, Self.format)
    file.add(2, producer)
    file.add(7) { graph in
      for node in nodes { graph.add(1) { Self.write(node, &$0) } }
      graph.add(2, name)
      for constant in constants { graph.add(5) { Self.write(constant, &$0) } }
      graph.add(11) { Self.write(input, &$0) }
      graph.add(12) { Self.write(output, &$0) }
    }
    file.add(8) { $0.add(2, Self.operators) }
    for text in metadata {
      file.add(14) {
        $0.add(1, text.key)
        $0.add(2, text.value)
      }
    }
    return file.bytes
  }

  private static func write(_ node: Node, _ message: inout ProtobufWriter) {
    for input in node.inputs { message.add(1, input) }
    message.add(2, node.output)
    message.add(3, node.name)
    message.add(4, node.operation)
    for (name, attribute) in node.attributes.sorted(by: { $0.key < $1.key }) {
      message.add(5) { message in
        message.add(1, name)
        switch attribute {
        case .float(let value):
          message.add(2, value)
          message.add(20, AttributeType.float)
        case .number(let value):
          message.add(3, value)
          message.add(20, AttributeType.number)
        case .numbers(let values):
          for value in values { message.add(8, value) }
          message.add(20, AttributeType.numbers)
        }
      }
    }
  }

  private static func write(_ constant: Constant, _ message: inout ProtobufWriter) {
    for size in constant.sizes { message.add(1, size) }
    switch constant.numbers {
    case .floats(let values):
      message.add(2, ElementType.float)
      message.add(8, constant.name)
      message.add(9, bytes: ReadTensor.bytes(of: values))
    case .integers(let values):
      message.add(2, ElementType.integer)
      message.add(8, constant.name)
      message.add(
        9,
        bytes: values.flatMap { value in
          (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        })
    }
  }

  private static func write(_ port: Port, _ message: inout ProtobufWriter) {
    message.add(1, port.name)
    message.add(2) { type in
      type.add(1) { tensor in
        tensor.add(1, port.isBytes ? ElementType.byte : ElementType.float)
        tensor.add(2) { shape in
          shape.add(1) { $0.add(2, "batch") }
          for size in port.sizes { shape.add(1) { $0.add(1, size) } }
        }
      }
    }
  }

  /// Reads a file as `encoded` writes it; nil if it is another one.
  init?(reading bytes: [UInt8]) {
    guard let file = ProtobufFields(bytes[...]), file.numbers(1) == [Self.format],
      let graphs = file.messages(7), let graph = graphs.first, graphs.count == 1,
      let operators = file.messages(8), operators.map({ $0.numbers(2) }) == [[Self.operators]],
      let nodes = graph.messages(1), let constants = graph.messages(5),
      let input = graph.messages(11)?.first, let output = graph.messages(12)?.first,
      let texts = file.messages(14), let readInput = Port(reading: input),
      let readOutput = Port(reading: output)
    else { return nil }
    self.init(
      name: graph.texts(2).first ?? "", producer: file.texts(2).first ?? "",
      nodes: nodes.compactMap(Node.init(reading:)),
      constants: constants.compactMap(Constant.init(reading:)), input: readInput,
      output: readOutput,
      metadata: texts.map {
        Text(key: $0.texts(1).first ?? "", value: $0.texts(2).first ?? "")
      })
    guard self.nodes.count == nodes.count, self.constants.count == constants.count else {
      return nil
    }
  }
}

extension ONNXModel.Node {
  fileprivate init?(reading fields: ProtobufFields) {
    guard let output = fields.texts(2).first, let operation = fields.texts(4).first,
      let settings = fields.messages(5)
    else { return nil }
    var attributes: [String: ONNXModel.Attribute] = [:]
    for setting in settings {
      guard let name = setting.texts(1).first else { return nil }
      if let value = setting.float(2) {
        attributes[name] = .float(value)
      } else if let value = setting.numbers(3).first {
        attributes[name] = .number(value)
      } else {
        attributes[name] = .numbers(setting.numbers(8))
      }
    }
    self.init(
      name: fields.texts(3).first ?? "", operation: operation, inputs: fields.texts(1),
      output: output, attributes: attributes)
  }
}

extension ONNXModel.Constant {
  fileprivate init?(reading fields: ProtobufFields) {
    guard let name = fields.texts(8).first, let raw = fields.bytes(9).first,
      let type = fields.numbers(2).first
    else { return nil }
    let sizes = fields.numbers(1)
    if type == 1, let tensor = ReadTensor(sizes: sizes, littleEndian: raw) {
      self.init(name: name, sizes: sizes, numbers: .floats(tensor.values))
    } else if type == 7, raw.count == 8 * sizes.reduce(1, &*) {
      let values = stride(from: raw.startIndex, to: raw.endIndex, by: 8).map { place in
        Int(
          truncatingIfNeeded: raw[place..<place + 8].reversed().reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
          })
      }
      self.init(name: name, sizes: sizes, numbers: .integers(values))
    } else {
      return nil
    }
  }
}

extension ONNXModel.Port {
  fileprivate init?(reading fields: ProtobufFields) {
    guard let name = fields.texts(1).first, let type = fields.messages(2)?.first,
      let tensor = type.messages(1)?.first, let shape = tensor.messages(2)?.first,
      let sizes = shape.messages(1), let element = tensor.numbers(1).first
    else { return nil }
    self.init(
      name: name, isBytes: element == 2, sizes: sizes.dropFirst().flatMap { $0.numbers(1) })
  }
}
