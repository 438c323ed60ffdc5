extension Architecture {
  /// LeNet-5 as a popular Keras tutorial builds it, with dropout of 0.8; 61,706 parameters.
  ///
  /// Differs from LeCun, Bottou, Bengio and Haffner (1998) in: images of 28 x 28 with padding
  /// instead of 32 x 32; ReLU instead of the scaled tanh; average pooling without coefficients;
  /// C3 sums all maps of S2; dropout before ten softmax outputs instead of radial basis units.
  public static let leNet5Keras = Architecture(
    name: "lenet5-keras",
    input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 6, kernel: 5, padding: 2, activation: .relu),
      "S2": .averagePooling(window: 2),
      "C3": .convolution(maps: 16, kernel: 5, activation: .relu),
      "S4": .averagePooling(window: 2),
      "C5": .convolution(maps: 120, kernel: 5, activation: .relu),
      "flatten": .flatten,
      "F6": .fullyConnected(units: 84, activation: .relu),
      "dropout": .dropout(rate: 0.8),
      "output": .fullyConnected(units: 10, activation: .softmax),
    ])
}
