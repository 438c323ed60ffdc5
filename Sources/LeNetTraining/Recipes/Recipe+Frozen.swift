package import LeNetEngine
public import LeNetModel

extension Recipe {
  /// The layers of a network that training can change, in its order.
  public static func trainableLayers(of architecture: Architecture) -> [String] {
    guard let layout = try? architecture.layout() else { return [] }
    return layout.stages.filter { $0.parameters.contains(where: \.trainable) }.map(\.name)
  }

  /// The same recipe with the layers of those names frozen, in the network's order; of none with nil.
  public func freezing(_ names: [String]) -> Recipe {
    let order = Self.trainableLayers(of: architecture)
    let known = order.filter { names.contains($0) }
    let unknown = names.filter { !order.contains($0) }
    var recipe = self
    recipe.frozen = names.isEmpty ? nil : known + unknown
    return recipe
  }

  /// How fast the tensors learn.
  package var tensorRates: TensorRates {
    TensorRates(bias: biasRate ?? 1, frozen: Set(frozen ?? []))
  }

  /// Throws where a frozen layer is none that is trained, or nothing is left to train.
  func validateFrozen() throws(RecipeError) {
    guard let frozen else { return }
    let layers = Self.trainableLayers(of: architecture)
    guard !layers.isEmpty else { return }
    let list = layers.joined(separator: ", ")
    if let stranger = frozen.first(where: { !layers.contains($0) }) {
      throw RecipeError(
        value: "frozen layer", expected: "layers of \(architecture.name) that are trained: \(list)",
        got: stranger)
    }
    guard layers.contains(where: { !frozen.contains($0) }) else {
      throw RecipeError(
        value: "frozen layer",
        expected: "at least one of them left out, so that something is trained",
        got: "each of \(list)")
    }
  }
}
