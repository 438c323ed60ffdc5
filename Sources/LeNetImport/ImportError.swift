package import LeNetFiles
import LeNetText

/// Why a model file of another program cannot be read.
package enum ImportError: Error, Hashable, Sendable {
  /// The file could not be read.
  case unreadable(FileReadingError)
  /// The file is something else, and what to do instead.
  case otherFile(String, advice: String)
  /// The file is damaged: the format and the place.
  case damaged(format: String, problem: String)
  /// The file holds no weights of a network.
  case noWeights(String)
  /// A layer or node does what this program has no layer for.
  case unsupported(place: String, what: String, expected: String)
  /// The weights do not form a network.
  case noNetwork(String)
  /// The file has more than a network of this kind needs.
  case tooLarge(what: String, limit: Int)
  /// The network has other outputs than classes.
  case outputs(Int)
  /// What an option asks for does not fit the weights.
  case noReading(String)
}

extension ImportError: CustomStringConvertible {
  /// What is wrong and what to do, as the end of a sentence that begins with the file.
  ///
  /// Names from the file have their control characters escaped.
  package var description: String { sentence.visible }

  private var sentence: String {
    switch self {
    case .unreadable(let error): error.problem
    case .otherFile(let kind, let advice): "is \(kind); \(advice)"
    case .damaged(let format, let problem):
      "is not whole as \(format): \(problem); copy or download it again"
    case .noWeights(let found): "has no weights of a network: \(found)"
    case .unsupported(let place, let what, let expected):
      "cannot be represented: \(place) is \(what); expected \(expected)"
    case .noNetwork(let problem): "has weights that form no network of this program: \(problem)"
    case .tooLarge(let what, let limit):
      "has more \(what) than the \(limit) allowed; is it the right file?"
    case .outputs(let count):
      "has \(count == 1 ? "one output, a number and no class" : "\(count) outputs"); "
        + "expected one output for each of at least two classes"
    case .noReading(let problem): "cannot be read as asked: \(problem)"
    }
  }
}
