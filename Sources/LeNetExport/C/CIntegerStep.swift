import LeNetModel

/// A step in whole numbers: what it reads, its weights, and what becomes of its sums.
struct CIntegerStep {
  /// What becomes of a sum.
  enum Output: Equatable {
    /// It is a score, of which 1 stands for `scale`.
    case scores(scale: Double)
    /// It is brought to the scale of the next step.
    case scaled(CIntegerFactor)
    /// It is looked up in the table of an activation, at a place that `factor` gives.
    case table(Activation, factor: CIntegerFactor)
    /// It is a number of the same scale already.
    case same
  }

  let step: CStep
  /// What the numbers that it reads stand for.
  let input: CIntegerScale
  /// What the numbers that it writes stand for.
  let result: CIntegerScale
  /// The weights from -127 to 127, prototypes in the scale of the input; empty for a pooling.
  let weights: [Int]
  /// The biases in the scale of the sums.
  let biases: [Int]
  let output: Output

  /// Whether negative sums become 0.
  var isRectified: Bool { step.activation == .relu }

  /// The type of the weights in C.
  var weightType: String {
    if case .radialBasis = step.layer.layer { "int16_t" } else { "int8_t" }
  }
}
