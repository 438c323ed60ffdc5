extension Architecture {
  /// `lenet5-pytorch` for colour images of 32 x 32 pixels; 62,006 parameters.
  ///
  /// Differs from LeCun, Bottou, Bengio and Haffner (1998) in: three input maps; and in all that
  /// `leNet5PyTorch` differs in.
  public static let leNet5CIFAR10 = Architecture(
    name: "lenet5-cifar10",
    input: Shape(3, 32, 32),
    layers: leNet5PyTorch.layers)
}
