public import LeNetFiles

/// Why an architecture cannot be read or laid out.
public enum ArchitectureError: Error, Equatable, Sendable {
  /// The architecture has no stage at all.
  case noStages(architecture: String)
  /// The architecture or a stage has a name that cannot stand in a file.
  case badName(String)
  /// Two stages share a name.
  case repeatedName(String)
  /// The input has a side below 1 or beyond the limit.
  case badInput(Shape)
  /// A stage's setting lies outside what it may be.
  case badSetting(stage: String, key: String, got: String, expected: String)
  /// A stage cannot take what the stage before gives.
  case doesNotFit(stage: String, input: Shape, expected: String)
  /// Softmax stands in a stage that others follow.
  case softmaxNotLast(stage: String)
  /// Radial basis units stand before other stages.
  case radialBasisNotLast(stage: String)
  /// The last stage gives maps with an extent instead of one number per class.
  case outputNotFlat(stage: String, output: Shape)
  /// Parameters or activations grow beyond what this program handles.
  case tooLarge(stage: String, what: String, limit: Int)
  /// A network cannot be changed that way.
  case cannotChange(architecture: String, to: String, problem: String)
  /// There are more or fewer names of classes than a network tells apart.
  case classNames(architecture: String, names: Int, classes: Int)
  /// No architecture has this name.
  case unknownName(String)
  /// The description is not what it should be: `place` says where, `problem` what.
  case badDescription(place: String, problem: String)
  /// The file could not be read.
  case unreadable(FileReadingError)
  /// What the file at `path` describes is wrong.
  indirect case inFile(path: String, ArchitectureError)
}

extension ArchitectureError: CustomStringConvertible {
  /// One sentence: what, where, expected, got.
  public var description: String {
    switch self {
    case .noStages(let architecture):
      "The architecture \(architecture) has no stages; give it at least one."
    case .badName(let name):
      """
      The name '\(name)' is not usable; expected 1 to 64 letters, digits, '-' or '_', \
      beginning with a letter.
      """
    case .repeatedName(let name):
      "Two stages are called \(name); give every stage a name of its own."
    case .badInput(let shape):
      "The input \(shape) is not usable; expected sides from 1 to \(Architecture.largestSide)."
    case .badSetting(let stage, let key, let got, let expected):
      "Stage \(stage): '\(key)' is \(got); expected \(expected)."
    case .doesNotFit(let stage, let input, let expected):
      "Stage \(stage) cannot take the input \(input); expected \(expected)."
    case .softmaxNotLast(let stage):
      "Stage \(stage) has the activation softmax, which only the last stage may have."
    case .radialBasisNotLast(let stage):
      "Stage \(stage) measures distances from prototypes, which only the last stage may do."
    case .outputNotFlat(let stage, let output):
      """
      The last stage \(stage) gives \(output); expected one number per class, \
      as from a full connection, flatten or globalAveragePooling.
      """
    case .tooLarge(let stage, let what, let limit):
      "With stage \(stage) the network has more than \(limit) \(what); make it smaller."
    case .cannotChange(let architecture, let change, let problem):
      "\(architecture) cannot have \(change): \(problem)."
    case .classNames(let architecture, let names, let classes):
      "\(architecture) tells \(classes) classes apart; got \(names) names of classes. Give one name a class."
    case .unknownName(let name):
      """
      No architecture is called '\(name)'; expected \
      \(Architecture.all.map(\.name).joined(separator: ", ")) or a .json file.
      """
    case .badDescription(let place, let problem):
      "\(place): \(problem)."
    case .unreadable(let error):
      error.description
    case .inFile(let path, let error):
      "The architecture file \(path) cannot be used: \(error)"
    }
  }
}
