package import LeNetGraphics
import LeNetText
package import LeNetModel

/// The kernels of a model's first convolution over its first input map, at most 64 of them.
package struct FirstKernels {
  /// The layer, the number of kernels and their size.
  package let title: String
  /// The meaning of the colours.
  package let summary: String
  /// The kernels: blue is negative, orange positive.
  package let bitmaps: [Bitmap]

  /// Nil where the model has no convolution.
  package init?(of model: ModelFile) {
    let convolution = model.parameters.layout.layers.lazy.compactMap { layer in
      if case .convolution(let convolution) = layer.layer { (layer, convolution) } else { nil }
    }.first
    guard let (layer, convolution) = convolution,
      let tensor = layer.parameters.first(where: { $0.role == .weight })
    else { return nil }
    let weights = model.parameters.values[tensor.range]
    let area = convolution.kernel * convolution.kernel
    let width = layer.input.maps * area
    let kernels = (0..<min(convolution.maps, 64)).map {
      Array(weights.dropFirst($0 * width).prefix(area))
    }
    let reach = kernels.joined().map(abs).max() ?? 0
    let map = layer.input.maps == 1 ? "" : " over the first of \(layer.input.maps) maps"
    title =
      "\(layer.name): \(convolution.maps.of("kernel")) of \(convolution.kernel) x \(convolution.kernel)\(map)"
    summary =
      "Blue weights are negative, orange ones positive; the greatest is "
      + "\(NumberText.fixed(Double(reach), 2))."
    bitmaps = kernels.map {
      Bitmap(signed: $0, reach: reach, rows: convolution.kernel, columns: convolution.kernel)
    }
  }
}

extension Drawing {
  /// A bitmap alone.
  package static func image(_ bitmap: Bitmap, title: String, width: Double = 84) -> Drawing {
    let height = width * Double(bitmap.rows) / Double(max(bitmap.columns, 1))
    var drawing = Drawing(width: width + 2, height: height + 2, title: title, summary: title)
    drawing.bitmap(bitmap, x: 1, y: 1, width: width)
    return drawing
  }
}
