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

extension Stage {
  /// The stage as short lines: its kind, its settings, its activation.
  package var displayLines: [String] {
    var lines: [String]
    switch self {
    case .convolution(let stage):
      lines = ["convolution", "\(stage.kernel) × \(stage.kernel)"]
      if stage.padding > 0 { lines.append("padding \(stage.padding)") }
      if stage.stride > 1 { lines.append("stride \(stage.stride)") }
      if let table = stage.connections { lines.append("\(table.links) links") }
    case .maxPooling(let stage): lines = Self.words("max pooling", stage)
    case .averagePooling(let stage): lines = Self.words("average pooling", stage)
    case .adaptiveMaxPooling(let stage):
      lines = ["adaptive", "max pooling", "to \(stage.rows) × \(stage.columns)"]
    case .globalAveragePooling: lines = ["global average", "pooling"]
    case .subsampling(let stage):
      lines = ["subsampling", "\(stage.window) × \(stage.window)"]
      if stage.copies > 1 { lines.append("\(stage.copies) maps for each") }
    case .flatten: lines = ["flatten"]
    case .fullConnection: lines = ["full connection"]
    case .radialBasis(let stage):
      lines = ["radial basis", stage.isTrainable ? "trained" : "fixed"]
    case .batchNormalization: lines = ["batch", "normalization"]
    case .dropout(let stage): lines = ["dropout \(stage.rate.plain)"]
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
    case .flatten, .fullConnection, .radialBasis, .dropout: first = 1
    }
    return ([displayLines.prefix(first).joined(separator: " ")] + displayLines.dropFirst(first))
      .joined(separator: ", ")
  }

  private static func words(_ name: String, _ pooling: Pooling) -> [String] {
    [name, "\(pooling.window) × \(pooling.window)"]
      + (pooling.stride == pooling.window ? [] : ["stride \(pooling.stride)"])
  }

  /// Whether the stage only rearranges numbers or sets some to 0, without new maps.
  var isBetweenMaps: Bool {
    switch self {
    case .flatten, .dropout, .batchNormalization: true
    case .convolution, .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling,
      .subsampling, .fullConnection, .radialBasis:
      false
    }
  }

  /// The colour of the stage's output.
  var tone: Tone {
    switch self {
    case .convolution: .blue
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .subsampling:
      .orange
    case .fullConnection: .green
    case .radialBasis: .purple
    case .flatten, .dropout, .batchNormalization: .quiet
    }
  }
}

extension Shape {
  /// The maps and their size as in the paper, `6@28×28`; the length of a vector.
  package var displayText: String { isFlat ? maps.grouped : "\(maps.grouped)@\(rows)×\(columns)" }
}
