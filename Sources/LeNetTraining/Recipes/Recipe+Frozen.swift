package import LeNetEngine
public import LeNetModel
import LeNetText

extension Recipe {
  /// The layers of a network that training can change, in its order.
  public static func trainableLayers(of architecture: Architecture) -> [String] {
    guard let layout = try? architecture.layout() else { return [] }
    return layout.layers.filter { $0.parameters.contains(where: \.trainable) }.map(\.name)
  }

  /// The same recipe with the layers of those names frozen, in the network's order; nil freezes none.
  public func freezing(_ names: [String]) -> Recipe {
    let order = Self.trainableLayers(of: architecture)
    let known = order.filter { names.contains($0) }
    let unknown = names.filter { !order.contains($0) }
    var recipe = self
    recipe.frozen = names.isEmpty ? nil : known + unknown
    return recipe
  }

  /// The learning rate factors of the tensors.
  package var tensorRates: TensorRates {
    TensorRates(bias: biasRate ?? 1, frozen: Set(frozen ?? []))
  }

  /// Throws if a frozen layer has nothing to train, or all layers are frozen.
  func validateFrozen() throws(RecipeError) {
    guard let frozen else { return }
    let layers = Self.trainableLayers(of: architecture)
    guard !layers.isEmpty else { return }
    let list = layers.joined(separator: ", ")
    if let stranger = frozen.first(where: { !layers.contains($0) }) {
      throw RecipeError(
        value: "frozen layer",
        expected:
          "trained layers of \(architecture.name): \(list)\(didYouMean(stranger, among: layers))",
        got: stranger)
    }
    guard layers.contains(where: { !frozen.contains($0) }) else {
      throw RecipeError(
        value: "frozen layer",
        expected: "at least one trained layer",
        got: "each of \(list)")
    }
  }
}
