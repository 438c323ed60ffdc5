/// The width of a border laid around maps, in positions.
public struct Border: Sendable, Hashable {
  public var top, bottom, left, right: Int

  /// A border of its own width on each side.
  public init(top: Int, bottom: Int, left: Int, right: Int) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  /// The same width on every side.
  public init(_ width: Int) { self.init(top: width, bottom: width, left: width, right: width) }
}

/// How one axis is resampled: output i = input[first[i]] (1 - weight[i]) + input[second[i]] weight[i].
public struct Resampling<Scalar: KernelScalar>: @unchecked Sendable {
  public var inputCount, outputCount: Int
  public var first, second: UnsafePointer<Int32>
  /// The second tap's share, 0 to 1.
  public var weight: UnsafePointer<Scalar>

  /// Taps from tables that outlive the value; nothing writes to them, hence sendable.
  public init(
    inputCount: Int, outputCount: Int, first: UnsafePointer<Int32>,
    second: UnsafePointer<Int32>, weight: UnsafePointer<Scalar>
  ) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.first = first
    self.second = second
    self.weight = weight
  }
}

/// A squashing function whose slope follows from its output.
public enum Squash: Sendable, CaseIterable {
  case relu
  /// 1 / (1 + e^-x).
  case sigmoid
  case tanh
  /// 1.7159 tanh(2x/3), the paper's appendix A.
  case scaledTanh
}

/// g' = g + decay w; v = momentum v + g'; w -= rate (g' + momentum v) under Nesterov, rate v else.
public struct SGDStep<Scalar: KernelScalar>: Sendable {
  public var rate, momentum, decay: Scalar
  /// Whether the step looks ahead along the velocity.
  public var nesterov: Bool

  /// A step whose rate is already scheduled.
  public init(rate: Scalar, momentum: Scalar, decay: Scalar, nesterov: Bool) {
    self.rate = rate
    self.momentum = momentum
    self.decay = decay
    self.nesterov = nesterov
  }
}

/// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019) in PyTorch's arithmetic:
/// m += (1 - beta1)(g - m); s = beta2 s + (1 - beta2) g^2;
/// w = (1 - shrink) w - rate m / (sqrt(s) / rootCorrection + epsilon).
public struct AdamStep<Scalar: KernelScalar>: Sendable {
  /// The learning rate over 1 - beta1^t.
  public var rate: Scalar
  /// The square root of 1 - beta2^t.
  public var rootCorrection: Scalar
  public var beta1, beta2, epsilon: Scalar
  /// Weight decay added to the gradient (Adam).
  public var decay: Scalar
  /// Learning rate times weight decay, taken from the weight (AdamW).
  public var shrink: Scalar

  /// A step whose rate and corrections are already computed.
  public init(
    rate: Scalar, rootCorrection: Scalar, beta1: Scalar, beta2: Scalar, epsilon: Scalar,
    decay: Scalar, shrink: Scalar
  ) {
    self.rate = rate
    self.rootCorrection = rootCorrection
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    self.shrink = shrink
  }
}
