import KernelTypes
import LeNetKernels
import LeNetModel

/// What one stage sees of one block on its way forward or back.
struct Pass<Scalar: ComputedScalar> {
  let kernels: any KernelSet<Scalar>.Type
  /// All parameters.
  let parameters: UnsafePointer<Scalar>
  /// The gradient of all trainable parameters, of one slice.
  let gradient: UnsafeMutablePointer<Scalar>
  let input: UnsafeMutablePointer<Scalar>
  let output: UnsafeMutablePointer<Scalar>
  /// The gradient of the stage's input, nil where nobody asks for it.
  let inputGradient: UnsafeMutablePointer<Scalar>?
  let outputGradient: UnsafeMutablePointer<Scalar>
  /// The stage's own memory in this workspace; zero at first, kept from forward to backward.
  let scratch: UnsafeMutablePointer<Scalar>
  /// Images in this block; further lanes carry nothing.
  let images: Int
  let isTraining: Bool
}

/// A stage's computations; one file a kind, beside its sizes in the model.
///
/// `backward` **adds** to parameter gradients and **overwrites** the input gradient. It may change
/// the output gradient, which nobody reads after it. Only outputs and inputs are kept for it: what a
/// stage needs beyond them (a padded input, masks) lies in its scratch range.
protocol StagePasses<Scalar>: Sendable {
  associatedtype Scalar: ComputedScalar
  /// Numbers of scratch a workspace holds for the stage.
  var scratchCount: Int { get }
  func forward(_ pass: Pass<Scalar>)
  func backward(_ pass: Pass<Scalar>)
}

/// An activation as the kernels know it: ReLU is a floor under the sums, the others a pass of their
/// own; softmax belongs to the loss.
struct Squashing<Scalar: ComputedScalar>: Sendable {
  let floor: Scalar
  /// The pass after the sums, nil for ReLU and identity.
  let separate: Squash?
  /// The slope to multiply gradients with, nil for identity.
  let slope: Squash?
}

extension Squashing {
  init(_ activation: Activation) {
    switch activation {
    case .identity, .softmax: self.init(floor: -.infinity, separate: nil, slope: nil)
    case .relu: self.init(floor: 0, separate: nil, slope: .relu)
    case .sigmoid: self.init(floor: -.infinity, separate: .sigmoid, slope: .sigmoid)
    case .tanh: self.init(floor: -.infinity, separate: .tanh, slope: .tanh)
    case .scaledTanh: self.init(floor: -.infinity, separate: .scaledTanh, slope: .scaledTanh)
    }
  }

  /// Turns sums into activations where the floor has not done so.
  func finish(_ pass: Pass<Scalar>, count: Int) {
    guard let separate else { return }
    pass.kernels.activate(separate, pass.output, count: count)
  }

  /// Turns the gradient of activations into that of sums.
  func multiplyBySlope(_ pass: Pass<Scalar>, count: Int) {
    guard let slope else { return }
    pass.kernels.multiplyBySlope(
      slope, outputs: pass.output, gradients: pass.outputGradient, count: count)
  }
}
