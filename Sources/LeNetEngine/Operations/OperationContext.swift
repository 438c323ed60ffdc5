import KernelTypes
import LeNetKernels

/// The memory of one block that a layer reads and writes on the way forward or back.
struct OperationContext<Scalar: ComputedScalar> {
  let kernels: any KernelSet<Scalar>.Type
  /// All parameters.
  let parameters: UnsafePointer<Scalar>
  /// The gradient of all trainable parameters, of one slice.
  let gradient: UnsafeMutablePointer<Scalar>
  var input: UnsafeMutablePointer<Scalar>
  var output: UnsafeMutablePointer<Scalar>
  /// The gradient of the input; nil where no layer before is trained.
  let inputGradient: UnsafeMutablePointer<Scalar>?
  var outputGradient: UnsafeMutablePointer<Scalar>
  /// The layer's own memory in this workspace; zero at first, kept from forward to backward.
  let scratch: UnsafeMutablePointer<Scalar>
  /// Images in this block; further lanes carry nothing.
  let images: Int
  let isTraining: Bool
  /// Whether parameter gradients hold nothing yet.
  let isFirst: Bool
}
