public import LeNetImages
public import LeNetTraining

/// Why a model cannot read pictures in the way that was asked for.
public enum ReaderError: Error, Sendable {
  /// Pictures cannot be prepared for the network's input in the way that was asked for.
  case preparation(PictureInputError)
  /// The network does not take images of the size that pictures are prepared to.
  case network(EvaluationError)
  /// The model has no class, or none beside "other".
  case noClasses
  /// A share was asked for, but the model has no thresholds.
  case noThresholds
  /// The model has no threshold for the share that was asked for.
  case share(Double, ClosedRange<Double>)
}

extension ReaderError: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    switch self {
    case .preparation(let error): return error.description
    case .network(let error): return error.description
    case .noClasses:
      return
        "The model has no class that an answer could be: expected one at least beside \"other\"."
    case .noThresholds:
      return
        "The model has no thresholds to choose from, so that every answer is accepted: leave the share out."
    case .share(let share, let shares):
      return "The share of digits to accept is \(share): expected a number from "
        + "\(shares.lowerBound) to \(shares.upperBound), which the model has thresholds for."
    }
  }
}
