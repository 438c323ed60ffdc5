import KernelTypes
import LeNetKernels
import LeNetModel

/// The activation at the end of a layer, as the kernels know it; softmax belongs to the loss.
struct OutputActivation<Scalar: ComputedScalar>: Sendable {
  /// Nil for identity.
  private let kind: ElementwiseActivation?

  init(_ activation: Activation) {
    kind =
      switch activation {
      case .identity, .softmax: nil
      case .relu: .relu
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .scaledTanh: .scaledTanh
      }
  }

  /// The least sum that a kernel lets through: ReLU needs no pass of its own behind kernels that
  /// take a floor.
  var floor: Scalar { kind == .relu ? 0 : -.infinity }

  /// Whether a kernel that takes the floor leaves nothing to do.
  var endsAtFloor: Bool { kind == nil || kind == .relu }

  /// Turns sums into activations, behind a kernel that was given the floor or one that was not.
  func finish(_ context: OperationContext<Scalar>, count: Int, floorIsLaid: Bool) {
    finish(context, context.output, count: count, floorIsLaid: floorIsLaid)
  }

  /// The same for a part of the output.
  func finish(
    _ context: OperationContext<Scalar>, _ output: UnsafeMutablePointer<Scalar>, count: Int,
    floorIsLaid: Bool
  ) {
    guard let kind, !(kind == .relu && floorIsLaid) else { return }
    context.kernels.activate(kind, output, count: count)
  }

  /// Turns the gradient of activations into that of sums.
  func multiplyBySlope(_ context: OperationContext<Scalar>, count: Int) {
    multiplyBySlope(context, context.output, context.outputGradient, count: count)
  }

  /// The same for a part of the output.
  func multiplyBySlope(
    _ context: OperationContext<Scalar>, _ output: UnsafeMutablePointer<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    guard let kind else { return }
    context.kernels.multiplyBySlope(kind, outputs: output, gradients: gradient, count: count)
  }
}
