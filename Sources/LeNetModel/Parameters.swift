/// The numbers of one network: all tensors in one arena, as its layout places them.
public struct Parameters: Hashable, Sendable {
  /// Where each tensor lies.
  public let layout: NetworkLayout
  /// All tensors in arena order, `layout.arenaExtent` elements; the gaps between them are 0.
  ///
  /// Setting another count traps.
  public var values: [Float] {
    didSet {
      precondition(
        values.count == layout.arenaExtent, "parameters must fill their layout's arena exactly")
    }
  }

  /// Parameters that are all 0.
  public init(layout: NetworkLayout) {
    self.layout = layout
    self.values = Array(repeating: 0, count: layout.arenaExtent)
  }

  /// Parameters from an arena; traps unless it has `layout.arenaExtent` elements.
  public init(layout: NetworkLayout, values: [Float]) {
    precondition(
      values.count == layout.arenaExtent, "parameters must fill their layout's arena exactly")
    self.layout = layout
    self.values = values
  }

  /// The numbers of the tensor `name` in its own order; nil if the layout has no such tensor.
  ///
  /// Setting traps if there is no such tensor or the count differs.
  public subscript(name: String) -> [Float]? {
    get {
      layout.parameter(name).map { Array(values[$0.range]) }
    }
    set {
      guard let tensor = layout.parameter(name) else {
        preconditionFailure("the network has no tensor \(name)")
      }
      guard let newValue, newValue.count == tensor.count else {
        preconditionFailure("the tensor \(name) has \(tensor.count) elements")
      }
      values.replaceSubrange(tensor.range, with: newValue)
    }
  }
}
