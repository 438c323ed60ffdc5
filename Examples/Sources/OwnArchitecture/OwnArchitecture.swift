import LeNet

/// Describes a network that the library does not have, looks at its sizes and trains it a moment.
@main
enum OwnArchitecture {
  static func main() throws {
    let network = Architecture(
      name: "own", input: Shape(1, 28, 28),
      layers: [
        "C1": .convolution(maps: 8, kernel: 5, padding: 2),
        "N1": .batchNormalization(activation: .relu),
        "S2": .maxPooling(window: 2),
        "C3": .convolution(maps: 16, kernel: 3, activation: .relu),
        "S4": .maxPooling(window: 2),
        "flatten": .flatten,
        "drop": .dropout(rate: 0.2),
        "F5": .fullyConnected(units: 64, activation: .relu),
        "output": .fullyConnected(units: 10),
      ])

    // The table of 'lenet summary'.
    print(network, "\n")

    // The same as values. All sizes follow from the description. If it is impossible, the error names
    // the layer that does not fit.
    let layout = try network.layout()
    for tensor in layout.parameters where tensor.trainable {
      print(tensor.name, tensor.shape)
    }
    do {
      _ = try network.accepting(input: Shape(1, 4, 4)).layout()
    } catch {
      print("\nimages of 4 x 4: \(error)\n")
    }

    // A recipe is a value, too: take one and change what differs.
    var recipe = Recipe.fast
    recipe.name = "own"
    recipe.architecture = network
    recipe.resizeMode = .none
    recipe.length = .steps(300)

    // MNIST is part of the library.
    let run = try TrainingRun(recipe: recipe, data: .mnist())
    guard case .finished(let result) = try run.run() else { return }
    print(
      "after \(run.totalSteps) steps of \(recipe.batchSize) images:",
      "\(result.test.errors) errors of \(result.test.count) test images")
  }
}
