import LeNetText

/// In training, each value is set to 0 with probability `rate`, the others times 1 / (1 - rate).
///
/// Srivastava et al. (2014), in the inverted form of Keras and PyTorch: outside of training it
/// does nothing, so it has no connections.
///
/// # Shapes
/// `[maps, rows, columns]` stays.
public struct Dropout: Hashable, Sendable {
  /// The share of values set to 0, from 0 to below 1.
  public var rate: Double

  /// Dropout of the share `rate`.
  public init(rate: Double) {
    self.rate = rate
  }
}

extension Dropout: LayerSpec {
  var kind: LayerKind { .dropout }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    guard rate >= 0, rate < 1 else {
      throw .badSetting(
        key: "rate", got: rate.displayText, expected: "a share from 0 to below 1, such as 0.5")
    }
    return input
  }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(rate: try fields.number("rate"))
  }

  var settings: [String: JSON] {
    ["rate": JSON(rate)]
  }
}
