extension Architecture {
  /// LeNet-1, for digits of 16 x 16 in 28 x 28; 2,578 parameters and 98,442 connections.
  ///
  /// LeCun, Bottou, Bengio and Haffner (1998), section III.C, give 4, 4, 12 and 12 maps, ten outputs,
  /// and about 2,600 parameters and 100,000 multiply-adds. They leave open which maps of S2 feed C3 and
  /// what the outputs are; here 20 links as in the network of 1990, ten squashed sums.
  public static let leNet1 = Architecture(
    name: "lenet1",
    input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 4, kernel: 5, activation: .scaledTanh),
      "S2": .subsampling(window: 2, activation: .scaledTanh),
      "C3": .convolution(maps: 12, kernel: 5, connections: .leNet1, activation: .scaledTanh),
      "S4": .subsampling(window: 2, activation: .scaledTanh),
      "flatten": .flatten,
      "output": .fullyConnected(units: 10, activation: .scaledTanh),
    ])
}

extension ConnectionTable {
  /// The maps of S2 that feed each map of C3 in LeNet-1: 20 links.
  ///
  /// Y. LeCun et al., "Handwritten digit recognition with a back-propagation network" (1990), table 1:
  /// of the six maps of C3 that belong to a pair of maps of S2, one takes the first, one the second and
  /// four take both.
  public static let leNet1 = ConnectionTable(sources: [
    [0], [0, 1], [0, 1], [1], [0, 1], [0, 1], [2], [2, 3], [2, 3], [3], [2, 3], [2, 3],
  ])
}
