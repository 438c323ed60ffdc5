import KernelTypes
import LeNetKernels
import LeNetModel

extension CPUEngine {
  /// A function of the parameters, the images and the instruction set; computed on the calling thread.
  package func curvature(of source: some BatchSource) -> [Scalar] {
    curvature(of: source, by: batched)
  }

  /// The same by the kernels for one image.
  package func curvatureImageByImage(of source: some BatchSource) -> [Scalar] {
    curvature(of: source, by: singleImage)
  }

  package func estimateRates(from source: some BatchSource, mu: Double) {
    precondition(momentArenas.count == 1, "rates need an engine with 1 moment")
    let factors = curvature(of: source).map { 1 / (Scalar(mu) + max($0, 0)) }
    momentArenas[0].values = factors
  }

  private func curvature(of source: some BatchSource, by pipeline: Pipeline<Scalar>) -> [Scalar] {
    precondition(source.count > 0, "curvature is a mean over at least one image")
    precondition(pipeline.plan.normalizations.isEmpty, "curvature stops at a normalization")
    precondition(source.shape == pipeline.plan.packing.image, "the images have another shape")
    let workspace = pipeline.workspaces[0]
    let curvature = CurvatureWorkspace(pipeline, layout: layout)
    let scale = 1 / Double(source.count)
    withDenormalsFlushed {
      curvature.prepare(workspace, parameters: parameterArena)
      for block in 0..<pipeline.blocks(source.count) {
        workspace.load(
          pipeline.positions(ofBlock: block, count: source.count), of: source,
          masks: .random(DropoutKey(seed: 0, epoch: 0)))
        forward(pipeline.plan.steps.indices, workspace, 0)
        _ = workspace.computeLoss(loss, scale: scale)
        curvature.add(workspace, loss: loss, scale: scale, isFirst: block == 0) { step in
          context(step, workspace, 0, isTraining: true)
        }
      }
    }
    return curvature.curvature
  }
}
