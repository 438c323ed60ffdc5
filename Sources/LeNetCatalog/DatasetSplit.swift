/// The splits of a data set.
public enum DatasetSplit: String, CaseIterable, Codable, Sendable {
  /// The images to train on; validation images are split off from them.
  case training
  /// The images for the final evaluation.
  case test

  /// The prefix of MNIST's file names for this split.
  package var filePrefix: String {
    switch self {
    case .training: "train"
    case .test: "t10k"
    }
  }
}
