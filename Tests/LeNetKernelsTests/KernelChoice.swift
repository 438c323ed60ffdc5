import KernelTypes
import LeNetKernels
import Testing

/// One of the kernel sets of this processor: an instruction set, for a block of images or for one.
struct KernelChoice: CustomTestStringConvertible, Sendable {
  let instructions: InstructionSet
  let isSingle: Bool

  var testDescription: String { "\(instructions), \(isSingle ? "one image" : "a block")" }

  static let available = InstructionSet.available.flatMap { set in
    [false, true].map { KernelChoice(instructions: set, isSingle: $0) }
  }

  func kernels<Scalar: ComputedScalar>(of type: Scalar.Type) -> any KernelSet<Scalar>.Type {
    isSingle
      ? Scalar.singleImageKernels(for: instructions) : Scalar.kernels(for: instructions)
  }
}
