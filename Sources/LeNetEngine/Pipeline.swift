import KernelTypes
import LeNetKernels
import LeNetModel

/// A network prepared for kernels of one kind: its plan, and memory for as many blocks as are in work
/// at a time.
struct Pipeline<Scalar: ComputedScalar> {
  let kernels: any KernelSet<Scalar>.Type
  let plan: Plan<Scalar>
  let workspaces: [Workspace<Scalar>]

  init(
    _ plan: Plan<Scalar>, kernels: any KernelSet<Scalar>.Type, workspaces count: Int
  ) {
    self.kernels = kernels
    self.plan = plan
    workspaces = (0..<count).map { _ in Workspace(plan, kernels: kernels) }
  }

  /// Blocks of a fixed number of images.
  func blocks(_ count: Int) -> Int { (count + plan.lanes - 1) / plan.lanes }

  /// The positions of a block's images.
  func positions(ofBlock block: Int, count: Int) -> Range<Int> {
    block * plan.lanes..<min((block + 1) * plan.lanes, count)
  }
}
