import LeNetModel

/// A batch normalization of a trained network: a factor and an offset for each map.
struct CNormalization {
  let factors: [Float]
  let offsets: [Float]

  /// factor = scale / sqrt(variance + epsilon), offset = shift - mean factor.
  init(_ layer: LayerLayout, _ parameters: Parameters) {
    func values(_ role: ParameterLayout.Role) -> ArraySlice<Float> {
      layer.parameters.first { $0.role == role }.map { parameters.values[$0.range] } ?? []
    }
    var epsilon = 0.0
    if case .batchNormalization(let normalization) = layer.layer { epsilon = normalization.epsilon }
    let factors = zip(values(.scale), values(.runningVariance)).map {
      Double($0) / (Double($1) + epsilon).squareRoot()
    }
    offsets = zip(factors, zip(values(.shift), values(.runningMean))).map {
      Float(Double($1.0) - Double($1.1) * $0)
    }
    self.factors = factors.map { Float($0) }
  }
}
