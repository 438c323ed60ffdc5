public import LeNetImages
public import LeNetEngine
public import LeNetModel

/// Why a model cannot read pictures.
public enum ReaderError: Error, Sendable {
  /// The chosen preparation cannot give the network's input.
  case preparation(PictureInputError)
  /// The network does not take images of the prepared size.
  case network(FittingError)
  /// The parts of the model do not fit each other.
  case model(ModelFileError)
  /// The model has no class besides "other".
  case noClasses
  /// The model's classes are not the ten digits and "other".
  case notDigits([String])
  /// A coverage was given, but the model has no thresholds.
  case noThresholds
  /// The model has no threshold for the given coverage.
  case coverage(Double, ClosedRange<Double>)
}

extension ReaderError: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .preparation(let error): return error.description
    case .network(let error): return error.description
    case .model(let error): return error.description
    case .noClasses:
      return
        "the model has no class to answer; expected at least one besides \"other\""
    case .notDigits(let classes):
      return
        "the model's classes are \(classes.prefix(12).joined(separator: ", ")); expected 0 to 9 and "
        + "\"other\", as the model of 'make weights' has them"
    case .noThresholds:
      return
        "the model has no thresholds, so it accepts every answer; leave the coverage out"
    case .coverage(let coverage, let possible):
      return "the coverage is \(coverage); expected a number from "
        + "\(possible.lowerBound) to \(possible.upperBound), the model's thresholds"
    }
  }
}
