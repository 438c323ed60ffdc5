package import LeNetModel

/// The multiply-adds of one image by the network's formulas, without those on padding.
///
/// Winograd's transformations need fewer.
package struct WorkCount {
  /// Of each layer by name; backward counts the gradients of weights and, behind the first trained
  /// layer, of inputs.
  package private(set) var layers: [String: (forward: Int, backward: Int)] = [:]

  package init(_ layout: NetworkLayout) {
    let firstTrained = layout.layers.firstIndex { !$0.parameters.isEmpty }
    for (index, layer) in layout.layers.enumerated() {
      let forward = Self.multiplyAdds(layer)
      let gradients = index == firstTrained ? 1 : 2
      layers[layer.name] = (forward, gradients * forward)
    }
  }

  package var forward: Int { layers.values.reduce(0) { $0 + $1.forward } }
  package var training: Int { layers.values.reduce(0) { $0 + $1.forward + $1.backward } }

  private static func multiplyAdds(_ layer: LayerLayout) -> Int {
    guard case .convolution(let convolution) = layer.layer else { return layer.multiplyAdds }
    let rows = taps(convolution, outputs: layer.output.rows, inputs: layer.input.rows)
    let columns = taps(convolution, outputs: layer.output.columns, inputs: layer.input.columns)
    let all = convolution.kernel * convolution.kernel * layer.output.rows * layer.output.columns
    // Both factors of the product along the axes leave out what lies in the padding.
    return layer.multiplyAdds / all * rows * columns
  }

  /// Pairs of output and tap along an axis whose input exists.
  private static func taps(_ convolution: Convolution, outputs: Int, inputs: Int) -> Int {
    (0..<outputs).reduce(0) { count, output in
      let first = output * convolution.stride - convolution.padding
      return count + max(0, min(first + convolution.kernel, inputs) - max(first, 0))
    }
  }
}
