import LeNetText

extension Layer: CustomStringConvertible {
  /// The layer in one line, such as `convolution, 6 maps, kernel 5x5, padding 2, relu`.
  public var description: String {
    var words: [String]
    switch self {
    case .convolution(let layer):
      words = ["convolution", layer.maps.of("map"), "kernel \(layer.kernel)x\(layer.kernel)"]
      if layer.stride != 1 { words.append("stride \(layer.stride)") }
      if layer.padding != 0 { words.append("padding \(layer.padding)") }
      if let table = layer.connections { words.append("\(table.links.of("link"))") }
    case .maxPooling(let layer): words = ["max pooling"] + layer.words
    case .averagePooling(let layer): words = ["average pooling"] + layer.words
    case .adaptiveMaxPooling(let layer):
      words = ["adaptive max pooling to \(layer.rows)x\(layer.columns)"]
    case .globalAveragePooling: words = ["global average pooling"]
    case .subsampling(let layer):
      words = ["subsampling", "window \(layer.window)x\(layer.window)"]
      if layer.copies != 1 { words.append("\(layer.copies) maps for each") }
    case .flatten: words = ["flatten"]
    case .fullyConnected(let layer): words = ["full connection", layer.units.of("unit")]
    case .radialBasis(let layer):
      words = ["radial basis", "\(layer.isTrainable ? "trained" : "fixed") prototypes"]
    case .batchNormalization: words = ["batch normalization"]
    case .dropout(let layer): words = ["dropout \(layer.rate.displayText)"]
    }
    if activation != .identity { words.append(activation.rawValue) }
    return words.joined(separator: ", ")
  }
}

extension Pooling {
  fileprivate var words: [String] {
    ["window \(window)x\(window)"] + (stride == window ? [] : ["stride \(stride)"])
  }
}
