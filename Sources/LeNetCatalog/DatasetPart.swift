/// The parts that a data set comes in.
public enum DatasetPart: String, CaseIterable, Codable, Sendable {
  /// What a network is trained on, and the validation part is taken from.
  case training
  /// What it is judged by in the end.
  case test

  /// How MNIST's files of this part begin.
  package var filePrefix: String {
    switch self {
    case .training: "train"
    case .test: "t10k"
    }
  }
}
