/// An architecture with all inferred sizes and the position of every tensor in one arena.
///
/// Only `Architecture.layout()` makes it, so its network is always valid.
public struct NetworkLayout: Hashable, Sendable {
  /// Tensors begin at multiples of this many elements: 64 bytes of Float.
  public static let alignment = 16

  /// The architecture.
  public let architecture: Architecture
  /// The shape of one sample.
  public let input: Shape
  /// The layers from input to output.
  public let layers: [LayerLayout]
  /// All tensors in arena order, the trainable ones first.
  public let parameters: [ParameterLayout]
  /// Arena elements of the trainable prefix, gaps included.
  public let trainableExtent: Int
  /// Arena elements of all tensors, gaps included.
  public let arenaExtent: Int

  /// Outputs of the last layer: one per class.
  public var classes: Int { layers.last?.output.count ?? 0 }

  /// Parameters that the optimizer changes, absent links not counted.
  public var trainableCount: Int { count { $0.trainable } }

  /// Running statistics.
  public var nonTrainableCount: Int { count { $0.role.isRunning } }

  /// Constants that are part of the network, as the prototypes of radial basis units.
  public var fixedCount: Int { count { !$0.trainable && !$0.role.isRunning } }

  /// The tensor called `name`, or nil.
  public func parameter(_ name: String) -> ParameterLayout? {
    parameters.first { $0.name == name }
  }

  private func count(where isCounted: (ParameterLayout) -> Bool) -> Int {
    parameters.reduce(0) { $0 + (isCounted($1) ? $1.coefficients : 0) }
  }
}
