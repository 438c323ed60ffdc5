import LeNetModel

/// Writes networks as protocol buffers: ONNX's graph and Caffe's layers.
enum ONNXWriter {
  /// The file of a network of convolutions, max pooling and full connections with ReLU.
  static func model(_ parameters: Parameters, rename: (String) -> String = { $0 }) -> [UInt8] {
    var nodes: [[UInt8]] = []
    var last = "input"
    func add(_ kind: String, _ inputs: [String], _ attributes: [[UInt8]] = [], to name: String) {
      nodes.append(
        inputs.flatMap { text(1, $0) } + text(2, name) + text(4, kind)
          + attributes.flatMap { field(5, $0) })
      last = name
    }
    for layer in parameters.layout.layers {
      let own = ["\(layer.name).weight", "\(layer.name).bias"]
      switch layer.layer {
      case .convolution(let convolution):
        add(
          rename("Conv"), [last] + own,
          [numbers("pads", [Int](repeating: convolution.padding, count: 4))],
          to: layer.name)
      case .fullyConnected: add("Gemm", [last] + own, [number("transB", 1)], to: layer.name)
      case .maxPooling(let pooling):
        let sizes = [pooling.window, pooling.window]
        add(
          "MaxPool", [last], [numbers("kernel_shape", sizes), numbers("strides", sizes)],
          to: layer.name)
      default: add("Flatten", [last], [number("axis", 1)], to: layer.name)
      }
      if layer.layer.activation == .relu { add("Relu", [last], to: layer.name + ".relu") }
    }
    let tensors = TorchWriter(parameters).tensors.flatMap { tensor in
      field(
        5,
        tensor.sizes.flatMap { number(1, $0) } + number(2, 1) + text(8, tensor.name)
          + field(9, TorchWriter.floats(tensor.values)))
    }
    let input = parameters.layout.input
    let sizes = [input.maps, input.rows, input.columns].flatMap { field(1, number(1, $0)) }
    let shape = field(1, text(2, "batch")) + sizes
    let graph =
      nodes.flatMap { field(1, $0) } + tensors
      + field(11, text(1, "input") + field(2, field(1, number(1, 1) + field(2, shape))))
      + field(12, text(1, last))
    return number(1, 8) + text(2, "test") + field(7, graph)
  }

  private static func varint(_ number: Int) -> [UInt8] {
    var (rest, bytes) = (UInt64(number), [UInt8]())
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }
  static func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(content.count) + content
  }
  static func text(_ number: Int, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
  static func number(_ field: Int, _ value: Int) -> [UInt8] { varint(field << 3) + varint(value) }
  private static func number(_ name: String, _ value: Int) -> [UInt8] {
    text(1, name) + number(3, value) + number(20, 2)
  }
  private static func numbers(_ name: String, _ values: [Int]) -> [UInt8] {
    text(1, name) + values.flatMap { number(8, $0) } + number(20, 7)
  }
}
