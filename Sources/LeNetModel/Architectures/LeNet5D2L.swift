/// Where `lenet5-d2l` has batch normalization.
public enum BatchNormalizationPlacement: String, Codable, CaseIterable, Sendable {
  /// Nowhere.
  case none
  /// After the sums of both convolutions.
  case convolutions
  /// After the sums of both convolutions and of F5 and F6.
  case all
}

extension Architecture {
  /// LeNet-5 as in "Dive into Deep Learning", section 7.6; 61,706 parameters.
  ///
  /// Differs from LeCun, Bottou, Bengio and Haffner (1998) in: images of 28 x 28 with padding
  /// instead of 32 x 32; the logistic sigmoid instead of the scaled tanh; average pooling without
  /// coefficients; C3 sums all maps of S2; ten linear outputs instead of radial basis units.
  public static let leNet5D2L = leNet5D2L(batchNormalization: .none)

  /// `lenet5-d2l` with batch normalization between sums and sigmoid at the given places.
  ///
  /// The convolutions' add 44 trained and 44 running parameters, `all` 452 of either kind.
  public static func leNet5D2L(
    batchNormalization placement: BatchNormalizationPlacement
  ) -> Architecture {
    let atConvolutions = placement != .none
    let stages =
      sums(
        "C1", .convolution(maps: 6, kernel: 5, padding: 2), normalization: "N1", atConvolutions)
      + [NamedStage(name: "S2", stage: .averagePooling(window: 2))]
      + sums("C3", .convolution(maps: 16, kernel: 5), normalization: "N3", atConvolutions)
      + [
        NamedStage(name: "S4", stage: .averagePooling(window: 2)),
        NamedStage(name: "flatten", stage: .flatten),
      ]
      + sums("F5", .fullConnection(units: 120), normalization: "N5", placement == .all)
      + sums("F6", .fullConnection(units: 84), normalization: "N6", placement == .all)
      + [NamedStage(name: "output", stage: .fullConnection(units: 10))]
    return Architecture(name: "lenet5-d2l", input: Shape(1, 28, 28), stages: stages)
  }

  /// A stage of sums and its sigmoid, which stands in the normalization where there is one.
  private static func sums(
    _ name: String, _ stage: Stage, normalization: String, _ isNormalized: Bool
  ) -> [NamedStage] {
    guard isNormalized else {
      return [NamedStage(name: name, stage: stage.withActivation(.sigmoid))]
    }
    return [
      NamedStage(name: name, stage: stage),
      NamedStage(name: normalization, stage: .batchNormalization(activation: .sigmoid)),
    ]
  }
}
