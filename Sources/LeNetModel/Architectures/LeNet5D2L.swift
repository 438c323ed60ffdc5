extension Architecture {
  /// LeNet-5 as in "Dive into Deep Learning", section 7.6; 61,706 parameters.
  ///
  /// Differs from LeCun, Bottou, Bengio and Haffner (1998) in: images of 28 x 28 with padding
  /// instead of 32 x 32; the logistic sigmoid instead of the scaled tanh; average pooling without
  /// coefficients; C3 sums all maps of S2; ten linear outputs instead of radial basis units.
  public static let leNet5D2L = Architecture(
    name: "lenet5-d2l",
    input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 6, kernel: 5, padding: 2, activation: .sigmoid),
      "S2": .averagePooling(window: 2),
      "C3": .convolution(maps: 16, kernel: 5, activation: .sigmoid),
      "S4": .averagePooling(window: 2),
      "flatten": .flatten,
      "F5": .fullyConnected(units: 120, activation: .sigmoid),
      "F6": .fullyConnected(units: 84, activation: .sigmoid),
      "output": .fullyConnected(units: 10),
    ])
}
