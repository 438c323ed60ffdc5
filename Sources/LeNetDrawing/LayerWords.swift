import LeNetGraphics
import LeNetText
package import LeNetModel

extension Activation {
  /// The usual name of the function; nil for identity.
  package var displayText: String? {
    switch self {
    case .identity: nil
    case .relu: "ReLU"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .scaledTanh: "scaled tanh"
    case .softmax: "softmax"
    }
  }
}

extension Layer {
  /// The layer as short lines: its kind, its settings, its activation.
  package var displayLines: [String] {
    var lines: [String]
    switch self {
    case .convolution(let layer):
      lines = ["convolution", "\(layer.kernel) × \(layer.kernel)"]
      if layer.padding > 0 { lines.append("padding \(layer.padding)") }
      if layer.stride > 1 { lines.append("stride \(layer.stride)") }
      if let table = layer.connections { lines.append("\(table.links) links") }
    case .maxPooling(let layer): lines = Self.words("max pooling", layer)
    case .averagePooling(let layer): lines = Self.words("average pooling", layer)
    case .adaptiveMaxPooling(let layer):
      lines = ["adaptive", "max pooling", "to \(layer.rows) × \(layer.columns)"]
    case .globalAveragePooling: lines = ["global average", "pooling"]
    case .subsampling(let layer):
      lines = ["subsampling", "\(layer.window) × \(layer.window)"]
      if layer.copies > 1 { lines.append("\(layer.copies) maps for each") }
    case .flatten: lines = ["flatten"]
    case .fullyConnected: lines = ["full connection"]
    case .radialBasis(let layer):
      lines = ["radial basis", layer.isTrainable ? "trained" : "fixed"]
    case .batchNormalization: lines = ["batch", "normalization"]
    case .dropout(let layer): lines = ["dropout \(layer.rate.plain)"]
    }
    if let words = activation.displayText { lines.append(words) }
    return lines
  }

  /// The same in one line.
  package var sentence: String {
    let first: Int
    switch self {
    case .adaptiveMaxPooling: first = 3
    case .convolution, .maxPooling, .averagePooling, .subsampling, .globalAveragePooling,
      .batchNormalization:
      first = 2
    case .flatten, .fullyConnected, .radialBasis, .dropout: first = 1
    }
    return ([displayLines.prefix(first).joined(separator: " ")] + displayLines.dropFirst(first))
      .joined(separator: ", ")
  }

  private static func words(_ name: String, _ pooling: Pooling) -> [String] {
    [name, "\(pooling.window) × \(pooling.window)"]
      + (pooling.stride == pooling.window ? [] : ["stride \(pooling.stride)"])
  }

  /// Whether the layer only rearranges numbers or sets some to 0, without new maps.
  var isBetweenMaps: Bool {
    switch self {
    case .flatten, .dropout, .batchNormalization: true
    case .convolution, .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling,
      .subsampling, .fullyConnected, .radialBasis:
      false
    }
  }

  /// The colour of the layer's output.
  var tone: Tone {
    switch self {
    case .convolution: .blue
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .subsampling:
      .orange
    case .fullyConnected: .green
    case .radialBasis: .purple
    case .flatten, .dropout, .batchNormalization: .quiet
    }
  }
}
