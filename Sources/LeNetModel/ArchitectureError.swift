public import LeNetFiles
import LeNetText

/// Why an architecture cannot be read or laid out.
public enum ArchitectureError: Error, Equatable, Sendable {
  /// The architecture has no layers.
  case noLayers(architecture: String)
  /// The architecture or a layer has a name that a model file cannot hold.
  case badName(String)
  /// Two layers share a name.
  case repeatedName(String)
  /// The input has a side below 1 or beyond the limit, or too many values.
  case badInput(Shape)
  /// A layer's setting lies outside its range.
  case badSetting(layer: String, key: String, got: String, expected: String)
  /// A layer cannot take the output of the layer before.
  case doesNotFit(layer: String, input: Shape, expected: String)
  /// A layer with softmax is not the last one.
  case softmaxNotLast(layer: String)
  /// A layer of radial basis units is not the last one.
  case radialBasisNotLast(layer: String)
  /// The last layer gives maps with an extent instead of one number per class.
  case outputNotFlat(layer: String, output: Shape)
  /// There are more parameters or activations than the limit.
  case tooLarge(layer: String, what: String, limit: Int)
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
    case .noLayers(let architecture):
      "the architecture \(architecture) has no layers; give it at least one"
    case .badName(let name):
      """
      the name '\(name)' is not usable; expected 1 to 64 letters, digits, '-' or '_', \
      beginning with a letter
      """
    case .repeatedName(let name):
      "two layers are called \(name); give each layer another name"
    case .badInput(let shape)
    where [shape.maps, shape.rows, shape.columns].allSatisfy({ 1...Architecture.largestSide ~= $0 }):
      """
      the input \(shape) is not usable; expected at most \(Architecture.largestCount) values, \
      maps x rows x columns
      """
    case .badInput(let shape):
      "the input \(shape) is not usable; expected sides from 1 to \(Architecture.largestSide)"
    case .badSetting(let layer, let key, let got, let expected):
      "layer \(layer): '\(key)' is \(got); expected \(expected)"
    case .doesNotFit(let layer, let input, let expected):
      "layer \(layer) cannot take the input \(input); expected \(expected)"
    case .softmaxNotLast(let layer):
      "layer \(layer) has the activation softmax, which only the last layer may have"
    case .radialBasisNotLast(let layer):
      "layer \(layer) measures distances from prototypes, which only the last layer may do"
    case .outputNotFlat(let layer, let output):
      """
      the last layer \(layer) gives \(output); expected one number per class, \
      as from a full connection, flatten or globalAveragePooling
      """
    case .tooLarge(let layer, let what, let limit):
      "with layer \(layer) the network has more than \(limit) \(what); make it smaller"
    case .cannotChange(let architecture, let change, let problem):
      "\(architecture) cannot have \(change): \(problem)"
    case .classNames(let architecture, let names, let classes):
      "\(architecture) has \(classes) classes, but \(names) class names were given; give one name per class"
    case .unknownName(let name):
      """
      no architecture is called '\(name)'; expected \
      \(Architecture.all.map(\.name).joined(separator: ", ")) or a .json file\
      \(didYouMean(name, among: [Architecture.shortName] + Architecture.all.map(\.name)))
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
