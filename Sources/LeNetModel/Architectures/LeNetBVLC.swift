extension Architecture {
  /// Caffe's LeNet as BVLC publishes it, `examples/mnist/lenet_train_test.prototxt`; 431,080 parameters.
  ///
  /// Its convolutions have no activation: only the 500 units have one, a ReLU. `lenet-caffe` is what
  /// popular notes make of it, with the same parameters. Differs from LeCun, Bottou, Bengio and Haffner
  /// (1998) in: 20 and 50 maps; no squashing behind convolutions; max pooling; one full connection of
  /// 500 units with ReLU; ten linear outputs.
  public static let leNetBVLC = Architecture(
    name: "lenet-bvlc",
    input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 20, kernel: 5),
      "S2": .maxPooling(window: 2),
      "C3": .convolution(maps: 50, kernel: 5),
      "S4": .maxPooling(window: 2),
      "flatten": .flatten,
      "F5": .fullyConnected(units: 500, activation: .relu),
      "output": .fullyConnected(units: 10),
    ])
}
