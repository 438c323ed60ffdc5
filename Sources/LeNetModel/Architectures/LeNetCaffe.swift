extension Architecture {
  /// Caffe's LeNet as popular notes write it, open to any input from 14 x 14 up; 431,080 parameters.
  ///
  /// Differs from Caffe's own, which is `lenet-bvlc`, in: ReLU after both convolutions; adaptive max
  /// pooling to 4 x 4 instead of max pooling, which is the same on 28 x 28. Differs from LeCun, Bottou,
  /// Bengio and Haffner (1998) in: 20 and 50 maps; max pooling; one full connection of 500 units
  /// with ReLU; ten linear outputs.
  public static let leNetCaffe = Architecture(
    name: "lenet-caffe",
    input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 20, kernel: 5, activation: .relu),
      "S2": .maxPooling(window: 2),
      "C3": .convolution(maps: 50, kernel: 5, activation: .relu),
      "S4": .adaptiveMaxPooling(rows: 4, columns: 4),
      "flatten": .flatten,
      "F5": .fullyConnected(units: 500, activation: .relu),
      "output": .fullyConnected(units: 10),
    ])
}
