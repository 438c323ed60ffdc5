package import LeNetModel

/// The multiply-adds of one image by the network's formulas, without those on padding.
///
/// Winograd's transformations need fewer.
package struct WorkCount {
  /// Of each stage by name; backward counts the gradients of weights and, behind the first trained
  /// stage, of inputs.
  package private(set) var stages: [String: (forward: Int, backward: Int)] = [:]

  package init(_ layout: NetworkLayout) {
    let firstTrained = layout.stages.firstIndex { !$0.parameters.isEmpty }
    for (index, stage) in layout.stages.enumerated() {
      let forward = Self.multiplyAdds(stage)
      let gradients = index == firstTrained ? 1 : 2
      stages[stage.name] = (forward, gradients * forward)
    }
  }

  package var forward: Int { stages.values.reduce(0) { $0 + $1.forward } }
  package var training: Int { stages.values.reduce(0) { $0 + $1.forward + $1.backward } }

  private static func multiplyAdds(_ stage: StageLayout) -> Int {
    guard case .convolution(let convolution) = stage.stage else { return stage.multiplyAdds }
    let rows = taps(convolution, outputs: stage.output.rows, inputs: stage.input.rows)
    let columns = taps(convolution, outputs: stage.output.columns, inputs: stage.input.columns)
    let all = convolution.kernel * convolution.kernel * stage.output.rows * stage.output.columns
    // Both factors of the product along the axes leave out what lies in the padding.
    return stage.multiplyAdds / all * rows * columns
  }

  /// Pairs of output and tap along an axis whose input exists.
  private static func taps(_ convolution: Convolution, outputs: Int, inputs: Int) -> Int {
    (0..<outputs).reduce(0) { count, output in
      let first = output * convolution.stride - convolution.padding
      return count + max(0, min(first + convolution.kernel, inputs) - max(first, 0))
    }
  }
}
