/// One tensor of a network: its name in files, its shape and its place in the arena.
public struct ParameterLayout: Hashable, Sendable {
  /// The role of a tensor, which decides its name in files and its initial value.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Weights of a convolution or full connection.
    case weight
    /// One number added per unit or map.
    case bias
    /// The factor of a subsampling map's sums.
    case coefficient
    /// The constant prototypes of radial basis units.
    case prototype
    /// The trained prototypes of radial basis units.
    case trainedPrototype
    /// The factor of a normalized map.
    case scale
    /// The number added to a normalized map.
    case shift
    /// The running mean of a map.
    case runningMean
    /// The running variance of a map.
    case runningVariance

    /// The last part of the tensor's name: PyTorch's words.
    public var suffix: String {
      switch self {
      case .weight, .coefficient, .scale, .prototype, .trainedPrototype: "weight"
      case .bias, .shift: "bias"
      case .runningMean: "running_mean"
      case .runningVariance: "running_var"
      }
    }

    /// Whether the optimizer changes it.
    public var isTrainable: Bool {
      switch self {
      case .weight, .coefficient, .bias, .scale, .shift, .trainedPrototype: true
      case .runningMean, .runningVariance, .prototype: false
      }
    }

    /// Whether it follows batch statistics instead of an optimizer.
    public var isRunning: Bool { self == .runningMean || self == .runningVariance }
  }

  /// The name in files, `C1.weight` for example.
  public let name: String
  /// The sizes, outermost first: `[out, in, row, column]`, `[out, in]` or `[out]`.
  public let shape: [Int]
  /// Numbers stored, those of absent links included.
  public let count: Int
  /// Where the tensor begins in the arena, in elements; a multiple of `NetworkLayout.alignment`.
  public let offset: Int
  /// The role of the tensor.
  public let role: Role
  /// Whether the optimizer changes it.
  public let trainable: Bool
  /// Inputs of a unit when all links are there; `fanIn(ofUnit:)` heeds a connection table.
  public let fanIn: Int
  /// Units fed by one input, window positions counted as PyTorch and Keras do.
  public let fanOut: Int
  /// The connection table of the convolution this tensor belongs to.
  public let connections: ConnectionTable?

  /// The elements of the arena that this tensor takes.
  public var range: Range<Int> { offset..<offset + count }

  /// Inputs of output map or unit `unit`, counting only the links that are there.
  public func fanIn(ofUnit unit: Int) -> Int {
    guard let connections else { return fanIn }
    return connections.sources[unit].count * kernelArea
  }

  /// Numbers that belong to a link: what tables call the tensor's parameters.
  public var coefficients: Int {
    guard role == .weight, let connections else { return count }
    return connections.links * kernelArea
  }

  /// The elements, counted from the tensor's first, that belong to absent links and must stay 0.
  ///
  /// Neighbouring ones are joined; empty without a connection table.
  public var absent: [Range<Int>] {
    guard role == .weight, let connections else { return [] }
    let inputs = shape[1]
    var ranges: [Range<Int>] = []
    for (output, sources) in connections.sources.enumerated() {
      for input in 0..<inputs where !sources.contains(input) {
        let start = (output * inputs + input) * kernelArea
        if let last = ranges.last, last.upperBound == start {
          ranges[ranges.count - 1] = last.lowerBound..<start + kernelArea
        } else {
          ranges.append(start..<start + kernelArea)
        }
      }
    }
    return ranges
  }

  /// Rows times columns of a convolution's window, 1 for other tensors.
  let kernelArea: Int
}
