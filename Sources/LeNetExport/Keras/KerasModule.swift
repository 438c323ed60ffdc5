import LeNetModel

/// The lines of Python that build a network in Keras and give it the numbers of a weights file.
struct KerasModule {
  private let model: ModelFile
  private let file: String
  private let producer: String

  /// A network for the parameters in `file`, which lies beside it.
  init(_ model: ModelFile, file: String, producer: String) {
    self.model = model
    self.file = file
    self.producer = producer
  }

  /// The whole file; throws for a layer that Keras cannot compute.
  func text() throws(ExportError) -> String {
    ([head] + helpers + [try build(), rest]).joined(separator: "\n\n\n") + "\n"
  }

  private var layers: [LayerLayout] { model.parameters.layout.layers }

  private var head: String {
    """
    \"""The network \(model.architecture.name) in Keras, written by \(producer).

    load() is the network and prepare(pixels) its input.
    \"""
    from pathlib import Path

    import keras
    from keras import layers, ops

    CLASSES = [\(model.classes.map(PythonText.quoted).joined(separator: ", "))]
    """
  }

  /// The kinds of layers that Keras lacks, as far as the network has them.
  private var helpers: [String] {
    var helpers: [String] = []
    if layers.contains(where: { $0.layer.activation == .scaledTanh }) {
      helpers.append(
        """
        def scaled_tanh(x):
            \"""The squashing function of the paper of 1998.\"""
            return 1.7159 * ops.tanh(x * (2 / 3))
        """)
    }
    if layers.contains(where: { if case .subsampling = $0.layer { true } else { false } }) {
      helpers.append(
        """
        class Subsampling(layers.Layer):
            \"""The sum of each window times a coefficient, plus a bias, as in the paper of 1998.\"""

            def __init__(self, window, copies, **settings):
                super().__init__(**settings)
                self.window, self.copies = window, copies

            def build(self, shape):
                maps = shape[-1] * self.copies
                self.kernel = self.add_weight(shape=(maps,), name="kernel")
                self.bias = self.add_weight(shape=(maps,), name="bias")

            def call(self, x):
                x = ops.average_pool(x, self.window, self.window, "valid", "channels_last") * self.window ** 2
                return ops.repeat(x, self.copies, axis=-1) * self.kernel + self.bias
        """)
    }
    if layers.contains(where: { if case .radialBasis = $0.layer { true } else { false } }) {
      helpers.append(
        """
        class RadialBasis(layers.Layer):
            \"""The squared distance from a prototype of each class, with a minus, so that the greatest wins.\"""

            def __init__(self, classes, **settings):
                super().__init__(**settings)
                self.classes = classes

            def build(self, shape):
                self.prototypes = self.add_weight(shape=(self.classes, shape[-1]), name="prototypes")

            def call(self, x):
                return -ops.sum((x[:, None] - self.prototypes) ** 2, axis=2)
        """)
    }
    return helpers
  }

  private func build() throws(ExportError) -> String {
    let input = model.architecture.input
    var lines = ["keras.Input((\(input.rows), \(input.columns), \(input.maps))),"]
    var hasMaps = true
    for layer in layers { lines += try Self.lines(of: layer, hasMaps: &hasMaps) }
    if hasMaps { lines.append("layers.Flatten(),") }
    return """
      def build():
          return keras.Sequential([
      \(lines.map { "        \($0)" }.joined(separator: "\n"))
          ])
      """
  }

  private var rest: String {
    let preparation = model.preparation
    func resized() -> String {
      "x = ops.image.resize(x, (\(preparation.rows), \(preparation.columns)), \"bilinear\", data_format=\"channels_last\")"
    }
    func padded(_ rows: Int, _ columns: Int) -> [String] {
      [
        "down, across = \(rows) - x.shape[1], \(columns) - x.shape[2]",
        "x = ops.pad(x, ((0, 0), (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)))",
      ]
    }
    var lines = ["x = ops.cast(pixels, \"float32\")"]
    switch preparation.resizeMode {
    case .none: break
    case .pad: lines += padded(preparation.rows, preparation.columns)
    case .resize: lines.append(resized())
    case .shrink:
      lines += padded(
        Preparation.paddedSide(preparation.rows, resizeMode: .shrink),
        Preparation.paddedSide(preparation.columns, resizeMode: .shrink))
      lines.append(resized())
    }
    func list(_ numbers: [Double]) -> String {
      "ops.array([\(numbers.map { "\($0)" }.joined(separator: ", "))], \"float32\")"
    }
    lines.append(
      "return (x / 255 - \(list(preparation.mean))) / \(list(preparation.standardDeviation))")
    return """
      def prepare(pixels):
          \"""Bytes [image, row, column, map], 0 black and 255 white, as the network's input.\"""
      \(lines.map { "    \($0)" }.joined(separator: "\n"))


      def load():
          network = build()
          network.load_weights(Path(__file__).with_name(\(PythonText.quoted(file))))
          return network
      """
  }

  /// The layers of Keras for a layer; `hasMaps` says whether its input has rows and columns.
  private static func lines(
    of layer: LayerLayout, hasMaps: inout Bool
  ) throws(ExportError) -> [String] {
    var lines: [String] = []
    func flatten() {
      if hasMaps { lines.append("layers.Flatten(),") }
      hasMaps = false
    }
    let name = PythonText.quoted(layer.name)
    switch layer.layer {
    case .convolution(let convolution):
      if convolution.padding > 0 { lines.append("layers.ZeroPadding2D(\(convolution.padding)),") }
      lines.append(
        "layers.Conv2D(\(convolution.maps), \(convolution.kernel), strides=\(convolution.stride), name=\(name)),"
      )
    case .fullyConnected(let full):
      flatten()
      lines.append("layers.Dense(\(full.units), name=\(name)),")
    case .subsampling(let subsampling):
      lines.append("Subsampling(\(subsampling.window), \(subsampling.copies), name=\(name)),")
    case .radialBasis:
      flatten()
      lines.append("RadialBasis(\(layer.output.maps), name=\(name)),")
    case .batchNormalization(let normalization):
      if layer.input.isFlat { flatten() }
      lines.append(
        "layers.BatchNormalization(momentum=\(1 - normalization.momentum), epsilon=\(normalization.epsilon), "
          + "name=\(name)),")
    case .maxPooling(let pooling):
      lines.append(
        "layers.MaxPooling2D(\(pooling.window), strides=\(pooling.stride), name=\(name)),")
    case .averagePooling(let pooling):
      lines.append(
        "layers.AveragePooling2D(\(pooling.window), strides=\(pooling.stride), name=\(name)),")
    case .adaptiveMaxPooling(let pooling):
      let (rows, columns) = (layer.input.rows, layer.input.columns)
      guard rows.isMultiple(of: pooling.rows), columns.isMultiple(of: pooling.columns) else {
        throw .windows(layer: layer.name, format: .keras, input: layer.input, pooling)
      }
      lines.append(
        "layers.MaxPooling2D((\(rows / pooling.rows), \(columns / pooling.columns)), name=\(name)),"
      )
    case .globalAveragePooling:
      lines.append("layers.GlobalAveragePooling2D(keepdims=True, name=\(name)),")
    case .flatten: flatten()
    case .dropout(let dropout): lines.append("layers.Dropout(\(dropout.rate), name=\(name)),")
    }
    switch layer.layer.activation {
    case .identity: break
    case .relu, .sigmoid, .tanh:
      lines.append("layers.Activation(\"\(layer.layer.activation.rawValue)\"),")
    case .scaledTanh: lines.append("layers.Activation(scaled_tanh),")
    case .softmax:
      flatten()
      lines.append("layers.Activation(\"softmax\"),")
    }
    return lines
  }
}
