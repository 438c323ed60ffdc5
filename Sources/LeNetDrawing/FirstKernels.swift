public import LeNetGraphics
import LeNetText
public import LeNetModel

extension Drawing {
  /// The kernels of a model's first convolution over its first input map, at most 64 of them; nil where
  /// the model has no convolution.
  ///
  /// Blue is negative, orange positive.
  public static func firstKernels(of model: ModelFile) -> Drawing? {
    let layout = model.parameters.layout
    for layer in layout.layers {
      guard case .convolution(let convolution) = layer.layer,
        let tensor = layer.parameters.first(where: { $0.role == .weight })
      else { continue }
      let weights = model.parameters.values[tensor.range]
      let area = convolution.kernel * convolution.kernel
      let width = layer.input.maps * area
      let kernels = (0..<min(convolution.maps, 64)).map {
        Array(weights.dropFirst($0 * width).prefix(area))
      }
      let reach = kernels.joined().map(abs).max() ?? 0
      let (columns, cell) = (min(10, kernels.count), 66.0)
      let rows = (kernels.count + columns - 1) / columns
      let map = layer.input.maps == 1 ? "" : " over the first of \(layer.input.maps) maps"
      let title =
        "\(layer.name): \(convolution.maps.of("kernel")) of \(convolution.kernel) x \(convolution.kernel)\(map)"
      var drawing = Drawing(
        width: max(24 + cell * Double(columns), 600), height: 52 + cell * Double(rows),
        title: title,
        summary: "Blue weights are negative, orange ones positive; the greatest is "
          + "\(NumberText.fixed(Double(reach), 2)).")
      drawing.text(
        "\(title), blue negative, orange positive, reach \(NumberText.fixed(Double(reach), 2))",
        x: 16, y: 26,
        size: 13)
      for (place, kernel) in kernels.enumerated() {
        drawing.bitmap(
          Bitmap(
            signed: kernel, reach: reach, rows: convolution.kernel, columns: convolution.kernel),
          x: 16 + cell * Double(place % columns), y: 40 + cell * Double(place / columns),
          width: cell - 8)
      }
      return drawing
    }
    return nil
  }
}
