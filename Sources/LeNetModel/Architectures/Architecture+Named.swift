extension Architecture {
  /// The built-in architectures, in the order that lists show them.
  public static let all = [
    leNet5PyTorch, leNet51998, leNet51998Logistic, leNet1, leNet4, leNet5D2L, leNet5Keras,
    leNetCaffe, leNetBVLC, leNet5CIFAR10, leNetReader,
  ]

  /// The built-in architecture called `name`, or nil.
  public static func named(_ name: String) -> Architecture? {
    name == shortName ? .leNet5PyTorch : all.first { $0.name == name }
  }

  /// The plain name, which stands for the network of the default recipe.
  package static let shortName = "lenet5"
}
