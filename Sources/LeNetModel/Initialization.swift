import LeNetRandom

/// The distribution of initial weights: the defaults of several frameworks.
///
/// Batch normalization always starts as scale 1, shift 0, mean 0, variance 1, and radial basis units
/// at the prototypes of their layer.
public enum Initialization: String, Codable, CaseIterable, Sendable {
  /// Weights and biases uniform in +-1/sqrt(fanIn): PyTorch's default.
  case pytorch
  /// Weights uniform in +-sqrt(6/(fanIn + fanOut)), biases as PyTorch's: d2l applies
  /// `xavier_uniform_` to weights only.
  case xavierUniform
  /// Weights as `xavierUniform`, biases 0: Keras' default.
  case glorotUniform
  /// Weights uniform in +-sqrt(3/fanIn), biases 0: Caffe's `xavier` filler.
  case caffeXavier
  /// Weights uniform in +-2.4/F_i, the unit's number of inputs without its bias; biases 0, and
  /// coefficients of subsampling ``paperCoefficient``.
  ///
  /// LeCun et al. (1998), appendix A. The paper leaves open whether the bias counts in F_i, and how
  /// biases and coefficients start.
  case paper

  /// As ``paper``, but weights uniform in +-1/sqrt(F_i).
  ///
  /// With 2.4/F_i the sums after C3 start so small that their curvature does not describe
  /// the steps that follow: Documentation/Paper.md.
  case paperSquareRoot

  /// The initial coefficients of subsampling under ``paper`` and ``paperSquareRoot``: the sum of
  /// four equal inputs is then twice one of them.
  public static let paperCoefficient: Float = 0.5

  /// Draws the parameters of `layout`: the same bits for the same seed, on every processor.
  ///
  /// Every tensor has its own random stream, keyed by its position in the layout. Numbers are drawn
  /// in Double and rounded; those of absent links are drawn too and then left 0, so a connection
  /// table does not move the others.
  public func parameters(for layout: NetworkLayout, seed: UInt64) -> Parameters {
    var values = [Float](repeating: 0, count: layout.arenaExtent)
    for (position, tensor) in layout.parameters.enumerated() {
      switch tensor.role {
      case .weight, .coefficient, .bias:
        var stream = RandomStream(
          seed: seed, purpose: .initialization, epoch: 0, index: UInt32(position))
        fill(&values, of: tensor, from: &stream)
      case .scale, .runningVariance:
        for index in tensor.range { values[index] = 1 }
      case .shift, .runningMean, .prototype, .trainedPrototype:
        break
      }
    }
    for layer in layout.layers {
      guard case .radialBasis(let units) = layer.layer, let tensor = layer.parameters.first
      else { continue }
      values.replaceSubrange(tensor.range, with: units.prototypes.coordinates.joined())
    }
    return Parameters(layout: layout, values: values)
  }

  private func fill(
    _ values: inout [Float], of tensor: ParameterLayout, from stream: inout RandomStream
  ) {
    if (self == .paper || self == .paperSquareRoot) && tensor.role == .coefficient {
      for index in tensor.range { values[index] = Self.paperCoefficient }
      return
    }
    let unitSize = tensor.count / tensor.shape[0]
    for unit in 0..<tensor.shape[0] {
      let bound = bound(of: tensor, unit: unit)
      guard bound > 0 else { continue }
      let start = tensor.offset + unit * unitSize
      for index in start..<start + unitSize {
        values[index] = Float(stream.uniform(in: -bound...bound))
      }
    }
    for range in tensor.absent {
      for index in range { values[tensor.offset + index] = 0 }
    }
  }

  /// Half the width of the range of the numbers of `unit`; 0 for no draw.
  private func bound(of tensor: ParameterLayout, unit: Int) -> Double {
    let fanIn = Double(tensor.fanIn(ofUnit: unit))
    let isBias = tensor.role == .bias
    switch self {
    case .pytorch: return 1 / fanIn.squareRoot()
    case .xavierUniform where isBias: return 1 / fanIn.squareRoot()
    case .glorotUniform where isBias, .caffeXavier where isBias: return 0
    case .xavierUniform, .glorotUniform:
      return (6 / (fanIn + Double(tensor.fanOut))).squareRoot()
    case .caffeXavier: return (3 / fanIn).squareRoot()
    case .paper where isBias, .paperSquareRoot where isBias: return 0
    case .paperSquareRoot: return 1 / fanIn.squareRoot()
    case .paper: return 2.4 / fanIn
    }
  }
}
