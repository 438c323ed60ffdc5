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
