public import LeNetFiles

/// Why an architecture cannot be read or laid out.
public enum ArchitectureError: Error, Equatable, Sendable {
  /// The architecture has no stages.
  case noStages(architecture: String)
  /// The architecture or a stage has a name that a model file cannot hold.
  case badName(String)
  /// Two stages share a name.
  case repeatedName(String)
  /// The input has a side below 1 or beyond the limit.
  case badInput(Shape)
  /// A stage's setting lies outside its range.
  case badSetting(stage: String, key: String, got: String, expected: String)
  /// A stage cannot take the output of the stage before.
  case doesNotFit(stage: String, input: Shape, expected: String)
  /// A stage with softmax is not the last one.
  case softmaxNotLast(stage: String)
  /// A stage of radial basis units is not the last one.
  case radialBasisNotLast(stage: String)
  /// The last stage gives maps with an extent instead of one number per class.
  case outputNotFlat(stage: String, output: Shape)
  /// There are more parameters or activations than the limit.
  case tooLarge(stage: String, what: String, limit: Int)
  /// The network does not allow a change.
  case cannotChange(architecture: String, to: String, problem: String)
  /// The number of class names differs from the network's classes.
  case classNames(architecture: String, names: Int, classes: Int)
  /// No architecture has this name.
  case unknownName(String)
  /// The description is wrong: `place` says where, `problem` what.
  case badDescription(place: String, problem: String)
  /// The file could not be read.
  case unreadable(FileReadingError)
  /// The file at `path` describes a wrong architecture.
  indirect case inFile(path: String, ArchitectureError)
}

extension ArchitectureError: CustomStringConvertible {
  /// What is wrong, where, and what was expected, in one sentence.
  public var description: String {
    switch self {
    case .noStages(let architecture):
      "the architecture \(architecture) has no stages; give it at least one"
    case .badName(let name):
      """
      the name '\(name)' is not usable; expected 1 to 64 letters, digits, '-' or '_', \
      beginning with a letter
      """
    case .repeatedName(let name):
      "two stages are called \(name); give each stage another name"
    case .badInput(let shape):
      "the input \(shape) is not usable; expected sides from 1 to \(Architecture.largestSide)"
    case .badSetting(let stage, let key, let got, let expected):
      "stage \(stage): '\(key)' is \(got); expected \(expected)"
    case .doesNotFit(let stage, let input, let expected):
      "stage \(stage) cannot take the input \(input); expected \(expected)"
    case .softmaxNotLast(let stage):
      "stage \(stage) has the activation softmax, which only the last stage may have"
    case .radialBasisNotLast(let stage):
      "stage \(stage) measures distances from prototypes, which only the last stage may do"
    case .outputNotFlat(let stage, let output):
      """
      the last stage \(stage) gives \(output); expected one number per class, \
      as from a full connection, flatten or globalAveragePooling
      """
    case .tooLarge(let stage, let what, let limit):
      "with stage \(stage) the network has more than \(limit) \(what); make it smaller"
    case .cannotChange(let architecture, let change, let problem):
      "\(architecture) cannot have \(change): \(problem)"
    case .classNames(let architecture, let names, let classes):
      "\(architecture) has \(classes) classes, but \(names) class names were given; give one name per class"
    case .unknownName(let name):
      """
      no architecture is called '\(name)'; expected \
      \(Architecture.all.map(\.name).joined(separator: ", ")) or a .json file
      """
    case .badDescription(let place, let problem):
      "\(place): \(problem)"
    case .unreadable(let error):
      error.description
    case .inFile(let path, let error):
      "the architecture file \(path) cannot be used: \(error)"
    }
  }
}
