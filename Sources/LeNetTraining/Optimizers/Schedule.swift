/// The learning rate over a run.
///
/// The formulas are PyTorch's and Caffe's, see ``rate(base:step:totalSteps:stepsPerEpoch:)``.
public enum Schedule: Hashable, Sendable, Codable {
  /// The base rate throughout.
  case constant

  /// The rate times `gamma` after every `size` epochs (PyTorch's `StepLR`).
  case step(size: Int, gamma: Double)

  /// Half a cosine from the base rate down to the rate `final` (`CosineAnnealingLR`, each step).
  case cosine(final: Double)

  /// Up to the base rate in the fraction `warmupFraction` of all steps, then down (PyTorch's `OneCycleLR`).
  ///
  /// L. N. Smith and N. Topin (2017), https://arxiv.org/abs/1708.07120. Starts at base / divFactor
  /// and ends at base / divFactor / finalDivFactor, on cosines; the momentum is not cycled.
  case oneCycle(warmupFraction: Double = 0.3, divFactor: Double = 25, finalDivFactor: Double = 1e4)

  /// base (1 + gamma step)^(-power), Caffe's policy `inv`.
  case inverseDecay(gamma: Double, power: Double)

  /// Factors of the base rate, each for some epochs; the last one stays.
  case piecewise([Piece])

  /// Epochs with one rate.
  public struct Piece: Hashable, Sendable, Codable {
    /// The number of epochs; ignored for the last piece.
    public var epochs: Int
    /// The factor of the base rate.
    public var factor: Double

    /// A number of epochs with a factor of the base rate.
    public init(epochs: Int, factor: Double) {
      self.epochs = epochs
      self.factor = factor
    }
  }

  /// The rates of LeCun, Bottou, Bengio and Haffner (1998), section III.B, where the base rate is
  /// 0.0005: 0.0005 for two passes, 0.0002 for three, 0.0001 for three, 0.00005 for four, 0.00001 after.
  public static let paper = Schedule.piecewise([
    Piece(epochs: 2, factor: 1), Piece(epochs: 3, factor: 0.4), Piece(epochs: 3, factor: 0.2),
    Piece(epochs: 4, factor: 0.1), Piece(epochs: 1, factor: 0.02),
  ])

  /// The names that ``init(name:)`` knows.
  public static let names: [String] = [
    "constant", "step", "cosine", "one-cycle", "inverse-decay", "piecewise",
  ]

  /// The schedule of that name with default values, or nil for an unknown name.
  public init?(name: String) {
    switch name {
    case "constant": self = .constant
    case "step": self = .step(size: 10, gamma: 0.1)
    case "cosine": self = .cosine(final: 0)
    case "one-cycle": self = .oneCycle()
    case "inverse-decay": self = .inverseDecay(gamma: 0.0001, power: 0.75)
    case "piecewise": self = .paper
    default: return nil
    }
  }

  /// Whether a step's rate depends on the number of steps of the run.
  public var dependsOnLength: Bool {
    switch self {
    case .cosine, .oneCycle: true
    case .constant, .step, .inverseDecay, .piecewise: false
    }
  }

  /// The schedule's name, such as `one-cycle`.
  public var name: String {
    switch self {
    case .constant: "constant"
    case .step: "step"
    case .cosine: "cosine"
    case .oneCycle: "one-cycle"
    case .inverseDecay: "inverse-decay"
    case .piecewise: "piecewise"
    }
  }
}

extension Schedule: CustomStringConvertible {
  /// The schedule in words, such as `inverse decay, gamma 0.0001, power 0.75`.
  public var description: String {
    switch self {
    case .constant: "constant"
    case .step(let size, let gamma): "times \(gamma) every \(size) epochs"
    case .cosine(let final): "cosine to \(final)"
    case .oneCycle(let warmupFraction, let divFactor, let finalDivFactor):
      "one cycle, warm-up fraction \(warmupFraction), div factor \(divFactor), "
        + "final div factor \(finalDivFactor)"
    case .inverseDecay(let gamma, let power): "inverse decay, gamma \(gamma), power \(power)"
    case .piecewise(let pieces):
      "piecewise: "
        + pieces.map { "times \($0.factor) for \($0.epochs) epochs" }.joined(separator: ", ")
    }
  }
}
