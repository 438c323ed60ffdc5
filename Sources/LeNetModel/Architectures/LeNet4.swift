extension Architecture {
  /// LeNet-4: 16,998 parameters and 258,306 connections.
  ///
  /// LeCun, Bottou, Bengio and Haffner (1998), section III.C, give 4 maps, 8 subsampling maps in pairs
  /// for each of them, 16 maps, 16 subsampling maps, 120 units and ten outputs, "about 260,000
  /// connections and about 17,000 free parameters", and no connection tables. Both counts follow where
  /// C3 has the 60 links of LeNet-5 and C5 560: 1,498 + 25 times all links are the parameters. They do
  /// not follow where C5 takes all 16 maps, which alone would have 48,120 parameters.
  public static let leNet4 = Architecture(
    name: "lenet4",
    input: Shape(1, 32, 32),
    layers: [
      "C1": .convolution(maps: 4, kernel: 5, activation: .scaledTanh),
      "S2": .subsampling(window: 2, copies: 2, activation: .scaledTanh),
      "C3": .convolution(
        maps: 16, kernel: 5, connections: .leNet4Maps, activation: .scaledTanh),
      "S4": .subsampling(window: 2, activation: .scaledTanh),
      "C5": .convolution(
        maps: 120, kernel: 5, connections: .leNet4Units, activation: .scaledTanh),
      "output": .fullyConnected(units: 10, activation: .scaledTanh),
    ])
}

extension ConnectionTable {
  /// The maps of S2 that feed each map of C3 in LeNet-4, 60 links in the manner of Table I: eight maps
  /// take three neighbours, seven take four, the last takes all eight.
  public static let leNet4Maps = ConnectionTable(
    sources: (0..<8).map { neighbours(of: $0, count: 3, maps: 8) }
      + (0..<7).map { neighbours(of: $0, count: 4, maps: 8) } + [Array(0..<8)])

  /// The maps of S4 that feed each map of C5 in LeNet-4, 560 links: four, five and five neighbours in
  /// turn.
  public static let leNet4Units = ConnectionTable(
    sources: (0..<120).map { neighbours(of: $0, count: $0 % 3 == 0 ? 4 : 5, maps: 16) })

  /// Maps in a row from `first` on, the first one after the last.
  private static func neighbours(of first: Int, count: Int, maps: Int) -> [Int] {
    (first..<first + count).map { $0 % maps }
  }
}
