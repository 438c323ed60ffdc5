import LeNetModel

/// The lines of Python that build a network in PyTorch and give it the numbers of a state dictionary.
struct PyTorchModule {
  private let model: ModelFile
  private let file: String
  private let producer: String

  /// A module for the parameters in `file`, which lies beside it.
  init(_ model: ModelFile, file: String, producer: String) {
    self.model = model
    self.file = file
    self.producer = producer
  }

  /// The whole file.
  var text: String {
    ([head] + helpers + [network, preparation]).joined(separator: "\n\n\n") + "\n"
  }

  private var layers: [LayerLayout] { model.parameters.layout.layers }

  private var head: String {
    """
    \"""The network \(model.architecture.name) in PyTorch, written by \(producer).

    import \(PythonText.isWord(stem) ? stem : "it"), then load().eval() is the network and prepare(pixels) its input.
    \"""
    from pathlib import Path

    import torch
    from torch import nn
    from torch.nn import functional as F

    CLASSES = [\(model.classes.map(PythonText.quoted).joined(separator: ", "))]
    """
  }

  private var stem: String { String(file.dropLast(ExportFormat.pytorch.ending.count)) }

  /// The kinds of layers that PyTorch lacks, as far as the network has them.
  private var helpers: [String] {
    var helpers: [String] = []
    if layers.contains(where: { if case .subsampling = $0.layer { true } else { false } }) {
      helpers.append(
        """
        class Subsampling(nn.Module):
            \"""The sum of each window times a coefficient, plus a bias, as in the paper of 1998.\"""

            def __init__(self, maps, window, copies=1):
                super().__init__()
                self.window, self.copies = window, copies
                self.weight = nn.Parameter(torch.empty(maps * copies))
                self.bias = nn.Parameter(torch.empty(maps * copies))

            def forward(self, x):
                x = F.avg_pool2d(x, self.window) * self.window ** 2
                x = x.repeat_interleave(self.copies, 1)
                return x * self.weight[:, None, None] + self.bias[:, None, None]
        """)
    }
    if layers.contains(where: { if case .radialBasis = $0.layer { true } else { false } }) {
      helpers.append(
        """
        class RadialBasis(nn.Module):
            \"""The squared distance from a prototype of each class, with a minus, so that the greatest wins.\"""

            def __init__(self, inputs, classes):
                super().__init__()
                self.weight = nn.Parameter(torch.empty(classes, inputs))

            def forward(self, x):
                return -((x[:, None] - self.weight) ** 2).sum(2)
        """)
    }
    return helpers
  }

  private var network: String {
    let parts = layers.compactMap { layer in
      Self.module(of: layer).map { "        \(Self.assignment(layer.name, $0))" }
    }
    var lines: [String] = []
    var hasMaps = true
    for layer in layers { lines += Self.steps(of: layer, hasMaps: &hasMaps) }
    if hasMaps { lines.append("x = x.flatten(1)") }
    return """
      class Network(nn.Module):
          def __init__(self):
              super().__init__()
      \(parts.joined(separator: "\n"))

          def forward(self, x):
      \(lines.map { "        \($0)" }.joined(separator: "\n"))
              return x
      """
  }

  private var preparation: String {
    let preparation = model.preparation
    let resizing =
      switch preparation.resizeMode {
      case .none: ""
      case .pad: "x = padded(x, \(preparation.rows), \(preparation.columns))"
      case .resize: Self.resized(preparation)
      case .shrink:
        """
        x = padded(x, \(Preparation.paddedSide(preparation.rows, resizeMode: .shrink)), \
        \(Preparation.paddedSide(preparation.columns, resizeMode: .shrink)))
            \(Self.resized(preparation))
        """
      }
    let padding =
      resizing.contains("padded(")
      ? """
      def padded(x, rows, columns):
          down, across = rows - x.shape[2], columns - x.shape[3]
          return F.pad(x, (across // 2, across - across // 2, down // 2, down - down // 2))



      """ : ""
    func column(_ numbers: [Double]) -> String {
      "torch.tensor([\(numbers.map { "\($0)" }.joined(separator: ", "))])[:, None, None]"
    }
    return """
      \(padding)def prepare(pixels):
          \"""Bytes [image, map, row, column], 0 black and 255 white, as the network's input.\"""
          x = pixels.float()
      \(resizing.isEmpty ? "" : "    \(resizing)\n")\
          return (x / 255 - \(column(preparation.mean))) / \(column(preparation.standardDeviation))


      def load():
          network = Network()
          file = Path(__file__).with_name(\(PythonText.quoted(file)))
          network.load_state_dict(torch.load(file, weights_only=True))
          return network
      """
  }

  private static func resized(_ preparation: Preparation) -> String {
    "x = F.interpolate(x, (\(preparation.rows), \(preparation.columns)), mode=\"bilinear\", align_corners=False)"
  }
}

extension PyTorchModule {
  /// What makes the layer's module; nil for layers without numbers.
  private static func module(of layer: LayerLayout) -> String? {
    switch layer.layer {
    case .convolution(let convolution):
      var settings = "\(layer.input.maps), \(convolution.maps), \(convolution.kernel)"
      if convolution.stride != 1 { settings += ", stride=\(convolution.stride)" }
      if convolution.padding != 0 { settings += ", padding=\(convolution.padding)" }
      return "nn.Conv2d(\(settings))"
    case .fullyConnected(let full): return "nn.Linear(\(layer.input.maps), \(full.units))"
    case .subsampling(let subsampling):
      return "Subsampling(\(layer.input.maps), \(subsampling.window), \(subsampling.copies))"
    case .radialBasis: return "RadialBasis(\(layer.input.maps), \(layer.output.maps))"
    case .batchNormalization(let normalization):
      let settings =
        "\(layer.input.maps), eps=\(normalization.epsilon), momentum=\(normalization.momentum)"
      return layer.input.isFlat ? "nn.BatchNorm1d(\(settings))" : "nn.BatchNorm2d(\(settings))"
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .flatten,
      .dropout:
      return nil
    }
  }

  /// The lines of `forward` for a layer; `hasMaps` says whether `x` has rows and columns.
  private static func steps(of layer: LayerLayout, hasMaps: inout Bool) -> [String] {
    var lines: [String] = []
    func flatten() {
      if hasMaps { lines.append("x = x.flatten(1)") }
      hasMaps = false
    }
    switch layer.layer {
    case .convolution, .subsampling: lines.append("x = \(reference(layer.name))(x)")
    case .fullyConnected, .radialBasis:
      flatten()
      lines.append("x = \(reference(layer.name))(x)")
    case .batchNormalization:
      if layer.input.isFlat { flatten() }
      lines.append("x = \(reference(layer.name))(x)")
    case .maxPooling(let pooling):
      lines.append("x = F.max_pool2d(x, \(pooling.window), \(pooling.stride))")
    case .averagePooling(let pooling):
      lines.append("x = F.avg_pool2d(x, \(pooling.window), \(pooling.stride))")
    case .adaptiveMaxPooling(let pooling):
      lines.append("x = F.adaptive_max_pool2d(x, (\(pooling.rows), \(pooling.columns)))")
    case .globalAveragePooling: lines.append("x = F.adaptive_avg_pool2d(x, 1)")
    case .flatten: flatten()
    case .dropout(let dropout):
      lines.append("x = F.dropout(x, \(dropout.rate), self.training)")
    }
    switch layer.layer.activation {
    case .identity: break
    case .relu: lines.append("x = F.relu(x)")
    case .sigmoid: lines.append("x = torch.sigmoid(x)")
    case .tanh: lines.append("x = torch.tanh(x)")
    case .scaledTanh: lines.append("x = 1.7159 * torch.tanh(x * (2 / 3))")
    case .softmax:
      flatten()
      lines.append("x = torch.softmax(x, 1)")
    }
    return lines
  }

  /// A layer's name in Python; one with a hyphen is no word there.
  private static func reference(_ name: String) -> String {
    PythonText.isWord(name) ? "self.\(name)" : "getattr(self, \(PythonText.quoted(name)))"
  }

  private static func assignment(_ name: String, _ value: String) -> String {
    PythonText.isWord(name)
      ? "self.\(name) = \(value)" : "setattr(self, \(PythonText.quoted(name)), \(value))"
  }
}
