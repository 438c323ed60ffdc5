extension Architecture {
  /// LeNet-5 as PyTorch's users write it, with max pooling and ReLU; 61,706 parameters.
  ///
  /// Differs from LeCun, Bottou, Bengio and Haffner (1998) in: ReLU instead of the scaled tanh;
  /// max pooling without coefficients instead of subsampling; C3 sums all maps of S2 instead of
  /// those of Table I; ten linear outputs instead of radial basis units.
  public static let leNet5PyTorch = Architecture(
    name: "lenet5-pytorch",
    input: Shape(1, 32, 32),
    layers: [
      "C1": .convolution(maps: 6, kernel: 5, activation: .relu),
      "S2": .maxPooling(window: 2),
      "C3": .convolution(maps: 16, kernel: 5, activation: .relu),
      "S4": .maxPooling(window: 2),
      "flatten": .flatten,
      "F5": .fullyConnected(units: 120, activation: .relu),
      "F6": .fullyConnected(units: 84, activation: .relu),
      "output": .fullyConnected(units: 10),
    ])
}
