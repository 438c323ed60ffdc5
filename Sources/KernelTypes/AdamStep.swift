/// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019) in PyTorch's arithmetic:
/// m += meanShare (g - m); s = squareKept s + squareShare g^2;
/// w = weightKept w - rate m / (rootFactor sqrt(s) + epsilon).
///
/// Shares are given beside what is kept: formed from rounded numbers, 1 - 0.999 is off by 1e-5.
public struct AdamStep<Scalar: KernelScalar>: Sendable {
  /// The learning rate over 1 - beta1^t.
  public var rate: Scalar
  /// 1 / sqrt(1 - beta2^t).
  public var rootFactor: Scalar
  /// 1 - beta1, beta2 and 1 - beta2.
  public var meanShare, squareKept, squareShare: Scalar
  /// What keeps the divisor from 0.
  public var epsilon: Scalar
  /// Weight decay added to the gradient (Adam).
  public var decay: Scalar
  /// 1 - learning rate x weight decay (AdamW).
  public var weightKept: Scalar

  /// A step whose rate and corrections are already computed.
  public init(
    rate: Scalar, rootFactor: Scalar, meanShare: Scalar, squareKept: Scalar,
    squareShare: Scalar, epsilon: Scalar, decay: Scalar, weightKept: Scalar
  ) {
    self.rate = rate
    self.rootFactor = rootFactor
    self.meanShare = meanShare
    self.squareKept = squareKept
    self.squareShare = squareShare
    self.epsilon = epsilon
    self.decay = decay
    self.weightKept = weightKept
  }
}
