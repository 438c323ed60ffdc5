extension Architecture {
  /// The network that reads people's own digits; 451,514 parameters with ten classes.
  ///
  /// Differs from LeCun, Bottou, Bengio and Haffner (1998) in: 28 x 28 with padding instead of 32 x 32; 24 and 64
  /// maps, all connected; ReLU; max pooling; one full connection of 256 units with dropout; linear outputs, with
  /// the reader's data one more for non-digits.
  public static let leNetReader = Architecture(
    name: "lenet-reader",
    input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 24, kernel: 5, padding: 2, activation: .relu),
      "S2": .maxPooling(window: 2),
      "C3": .convolution(maps: 64, kernel: 5, activation: .relu),
      "S4": .maxPooling(window: 2),
      "flatten": .flatten,
      "F5": .fullyConnected(units: 256, activation: .relu),
      "dropout": .dropout(rate: 0.4),
      "output": .fullyConnected(units: 10),
    ])
}
