import KernelTypes
import LeNetKernels
import LeNetModel

extension Engine {
  /// The curvature of the mean loss over images along every trainable parameter, in arena order.
  ///
  /// The diagonal of the second derivatives in the Gauss-Newton approximation, propagated back as
  /// LeCun, Bottou, Bengio and Haffner (1998), appendix C, describe: with a the sums of a stage, x its
  /// inputs and u its weights, d2E/da_i^2 = f'(a_i)^2 sum_k u_ki^2 d2E/da_k^2 and
  /// d2E/du_ij^2 = d2E/da_i^2 x_j^2, added up over all connections that share a weight. Products of
  /// different units are left out, so it is exact only where stages have one output. A function of the
  /// parameters, the images and the instruction set; computed on the calling thread. Traps where there
  /// is no image, or where the network has batch normalization. Places of absent links hold numbers of no
  /// meaning.
  public func curvature(of source: some BatchSource) -> [Scalar] {
    curvature(of: source, by: many)
  }

  /// The same by the kernels for one image.
  package func curvatureImageByImage(of source: some BatchSource) -> [Scalar] {
    curvature(of: source, by: single)
  }

  /// Gives every parameter a rate of its own for `UpdateRule.scaled`: 1 / (mu + curvature).
  ///
  /// Kept as the first moment, of which the engine needs one.
  public func estimateRates(from source: some BatchSource, mu: Double) {
    precondition(momentArenas.count == 1, "rates need an engine with 1 moment")
    let factors = curvature(of: source).map { 1 / (Scalar(mu) + max($0, 0)) }
    momentArenas[0].values = factors
  }

  private func curvature(of source: some BatchSource, by pipeline: Pipeline<Scalar>) -> [Scalar] {
    precondition(source.count > 0, "curvature is a mean over at least one image")
    precondition(
      pipeline.plan.normalizations.isEmpty && pipeline.plan.frozenNormalizations.isEmpty,
      "curvature stops at a normalization")
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
          pass(step, workspace, 0, isTraining: true)
        }
      }
    }
    return curvature.curvature
  }
}
