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
  var input: UnsafeMutablePointer<Scalar>
  var output: UnsafeMutablePointer<Scalar>
  /// The gradient of the stage's input, nil where nobody asks for it.
  let inputGradient: UnsafeMutablePointer<Scalar>?
  var outputGradient: UnsafeMutablePointer<Scalar>
  /// The stage's own memory in this workspace; zero at first, kept from forward to backward.
  let scratch: UnsafeMutablePointer<Scalar>
  /// Images in this block; further lanes carry nothing.
  let images: Int
  let isTraining: Bool
  /// Whether parameter gradients hold nothing yet.
  let isFirst: Bool
}

/// A stage's computations; one file a kind, beside its sizes in the model.
///
/// `backward` **adds** to parameter gradients, but overwrites them in the first pass of a slice, and
/// **overwrites** the input gradient. It may change the output gradient, which nobody reads after it.
/// Only outputs and inputs are kept for it: what a stage needs beyond them (a padded input, masks) lies
/// in its scratch range, where `prepare` has put what follows from the parameters alone.
///
/// Objects, since values would be copied with every call through the protocol; nothing in them changes
/// while threads are at work.
protocol StagePasses<Scalar>: AnyObject, Sendable {
  associatedtype Scalar: ComputedScalar
  /// Numbers of scratch a workspace holds for the stage.
  var scratchCount: Int { get }
  /// Lays out parameters in the scratch range, before the first pass with them.
  func prepare(_ pass: Pass<Scalar>)
  func forward(_ pass: Pass<Scalar>)
  func backward(_ pass: Pass<Scalar>)
  /// Turns the gradient of the activation into that of the sums, as `backward` does first.
  func multiplyBySlope(_ pass: Pass<Scalar>)
  /// The way back of curvatures, diagonal second derivatives in the Gauss-Newton approximation.
  ///
  /// As `backward`, with curvatures in the place of gradients: both grow with the squares of slope,
  /// weight and input. So `pass` has squared parameters and input, and a scratch range that a forward
  /// pass over these has left; its output is the plain one. `plain` is what `backward` would get.
  func backwardCurvature(_ pass: Pass<Scalar>, plain: Pass<Scalar>)
}

extension StagePasses {
  /// Stages without activation.
  func multiplyBySlope(_ pass: Pass<Scalar>) {}

  /// The slope once more than on the way of gradients.
  func backwardCurvature(_ pass: Pass<Scalar>, plain: Pass<Scalar>) {
    multiplyBySlope(pass)
    backward(pass)
  }

  /// Most stages take parameters as they lie.
  func prepare(_ pass: Pass<Scalar>) {}
}

/// An activation as the kernels know it; softmax belongs to the loss.
struct Squashing<Scalar: ComputedScalar>: Sendable {
  /// Nil for identity.
  private let squash: Squash?

  init(_ activation: Activation) {
    switch activation {
    case .identity, .softmax: squash = nil
    case .relu: squash = .relu
    case .sigmoid: squash = .sigmoid
    case .tanh: squash = .tanh
    case .scaledTanh: squash = .scaledTanh
    }
  }

  /// The least sum that a kernel lets through: ReLU needs no pass of its own behind kernels that
  /// take a floor.
  var floor: Scalar { squash == .relu ? 0 : -.infinity }

  /// Whether a kernel that takes the floor leaves nothing to do.
  var endsAtFloor: Bool { squash == nil || squash == .relu }

  /// Turns sums into activations, behind a kernel that was given the floor or one that was not.
  func finish(_ pass: Pass<Scalar>, count: Int, floorIsLaid: Bool) {
    finish(pass, pass.output, count: count, floorIsLaid: floorIsLaid)
  }

  /// The same for a part of the output.
  func finish(
    _ pass: Pass<Scalar>, _ output: UnsafeMutablePointer<Scalar>, count: Int, floorIsLaid: Bool
  ) {
    guard let squash, !(squash == .relu && floorIsLaid) else { return }
    pass.kernels.activate(squash, output, count: count)
  }

  /// Turns the gradient of activations into that of sums.
  func multiplyBySlope(_ pass: Pass<Scalar>, count: Int) {
    multiplyBySlope(pass, pass.output, pass.outputGradient, count: count)
  }

  /// The same for a part of the output.
  func multiplyBySlope(
    _ pass: Pass<Scalar>, _ output: UnsafeMutablePointer<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    guard let squash else { return }
    pass.kernels.multiplyBySlope(squash, outputs: output, gradients: gradient, count: count)
  }
}
