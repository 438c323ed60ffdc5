import LeNetText

/// Units that compute the distance of the input from a prototype of each class: the paper's output.
///
/// y_i = sum_j (x_j - w_ij)^2, equation 7 of LeCun, Bottou, Bengio and Haffner (1998); the class with
/// the least y_i wins. The layer's output is -y_i, so that the greatest number wins, as in other networks.
///
/// # Shapes
/// `[inputs, 1, 1]` becomes `[classes, 1, 1]`. Prototypes `[classes, inputs]`, constants unless
/// `isTrainable`.
public struct RadialBasis: Hashable, Sendable {
  /// One list of coordinates for each class; where they are trained, the values they start from.
  public var prototypes: Prototypes
  /// Whether training moves the prototypes.
  public var isTrainable: Bool

  /// The source of the prototypes.
  public enum Prototypes: Hashable, Sendable {
    /// The ten digits as bitmaps of 7 by 12 pixels, figure 3 of the paper.
    case digitBitmaps
    /// Given prototypes.
    case coordinates([[Float]])

    /// One list of coordinates for each class.
    public var coordinates: [[Float]] {
      switch self {
      case .digitBitmaps: DigitBitmap.all.map(\.coordinates)
      case .coordinates(let lists): lists
      }
    }
  }

  /// Units around given prototypes.
  public init(prototypes: Prototypes = .digitBitmaps, isTrainable: Bool = false) {
    self.prototypes = prototypes
    self.isTrainable = isTrainable
  }
}

extension RadialBasis: LayerSpec {
  var kind: LayerKind { .radialBasis }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    let lists = prototypes.coordinates
    guard !lists.isEmpty, lists.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw .badSetting(
        key: "prototypes", got: lists.isEmpty ? "not a list" : "a number that is not finite",
        expected: "\"digitBitmaps\", or a list of finite numbers for each class")
    }
    guard let length = lists.first?.count, length > 0, lists.allSatisfy({ $0.count == length })
    else {
      throw .badSetting(
        key: "prototypes", got: "a list of empty lists or lists of different lengths",
        expected: "one list per class with a number per input")
    }
    guard input.isFlat else {
      throw .doesNotFit(expected: "a vector; put a flatten layer before it")
    }
    guard length == input.maps else {
      throw .doesNotFit(expected: "a vector as long as its prototypes, \(length) numbers")
    }
    return Shape(lists.count, 1, 1)
  }

  func parameters(for input: Shape) -> [ParameterRule] {
    let classes = prototypes.coordinates.count
    return [
      ParameterRule(
        role: isTrainable ? .trainedPrototype : .prototype, shape: [classes, input.maps],
        fanIn: input.maps, fanOut: classes)
    ]
  }

  func connections(for input: Shape, output: Shape) -> Int { input.maps * output.count }

  func multiplyAdds(for input: Shape, output: Shape) -> Int { input.maps * output.count }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(
      prototypes: try fields.prototypes(), isTrainable: try fields.flag("trainable", default: false)
    )
  }

  var settings: [String: JSON] {
    let prototypes: JSON =
      switch prototypes {
      case .digitBitmaps: .string(LayerFields.digitBitmaps)
      case .coordinates(let lists): .array(lists.map { .array($0.map { JSON(Double($0)) }) })
      }
    return ["prototypes": prototypes, "trainable": .bool(isTrainable)]
  }
}
