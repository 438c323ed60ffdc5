extension Architecture {
  /// LeNet-5 exactly as LeCun, Bottou, Bengio and Haffner (1998) describe it in section II.B.
  ///
  /// 60,000 trained parameters, 840 constants and 340,908 connections. C5 stays a convolution, so the
  /// network grows on a wider input.
  public static let leNet51998 = Architecture(
    name: "lenet5-1998",
    input: Shape(1, 32, 32),
    layers: [
      "C1": .convolution(maps: 6, kernel: 5, activation: .scaledTanh),
      "S2": .subsampling(window: 2, activation: .scaledTanh),
      "C3": .convolution(maps: 16, kernel: 5, connections: .table1, activation: .scaledTanh),
      "S4": .subsampling(window: 2, activation: .scaledTanh),
      "C5": .convolution(maps: 120, kernel: 5, activation: .scaledTanh),
      "F6": .fullyConnected(units: 84, activation: .scaledTanh),
      "output": .radialBasis(),
    ])

  /// LeNet-5 as popular notes read the paper: 60,840 trained parameters.
  ///
  /// Differs from `leNet51998` in: the logistic sigmoid in S2, S4 and F6, and no squashing function in
  /// C1, C3 and C5; prototypes that are trained, from the bitmaps on.
  public static let leNet51998Logistic = Architecture(
    name: "lenet5-1998-logistic",
    input: Shape(1, 32, 32),
    layers: [
      "C1": .convolution(maps: 6, kernel: 5),
      "S2": .subsampling(window: 2, activation: .sigmoid),
      "C3": .convolution(maps: 16, kernel: 5, connections: .table1),
      "S4": .subsampling(window: 2, activation: .sigmoid),
      "C5": .convolution(maps: 120, kernel: 5),
      "F6": .fullyConnected(units: 84, activation: .sigmoid),
      "output": .radialBasis(isTrainable: true),
    ])
}
