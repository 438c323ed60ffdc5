import KernelTypes
import LeNetKernels
import LeNetModel

/// What the third pass needs beside a workspace: squared parameters, squared inputs of every layer with
/// the scratch that follows from them, curvatures on their way back, and their sum for every parameter.
final class CurvatureWorkspace<Scalar: ComputedScalar> {
  private let plan: Plan<Scalar>
  private let kernels: any KernelSet<Scalar>.Type
  /// As the workspace's, place by place.
  private let arena: Arena<Scalar>
  private let squares: Arena<Scalar>
  private let sums: Arena<Scalar>

  init(_ pipeline: Pipeline<Scalar>, layout: NetworkLayout) {
    plan = pipeline.plan
    kernels = pipeline.kernels
    arena = Arena(count: plan.count)
    squares = Arena(count: layout.arenaExtent)
    sums = Arena(count: layout.trainableExtent)
  }

  /// One number a trainable parameter, in arena order.
  var curvature: [Scalar] { sums.values }

  /// Squares the parameters and lays them out.
  func prepare(_ workspace: Workspace<Scalar>, parameters: Arena<Scalar>) {
    kernels.multiply(
      parameters.base, parameters.base, count: parameters.count / plan.lanes, into: squares.base)
    for step in plan.steps.indices {
      plan.steps[step].operation.prepare(context(step, workspace, true))
    }
  }

  /// Adds the curvature of the block whose gradient of the loss has just been computed.
  func add(
    _ workspace: Workspace<Scalar>, loss: Loss, scale: Double, isFirst: Bool,
    plain: (_ step: Int) -> OperationContext<Scalar>
  ) {
    for (step, planned) in plan.steps.enumerated() {
      let input = workspace.arena.base + planned.input
      kernels.multiply(input, input, count: planned.inputCount, into: arena.base + planned.input)
      var context = context(step, workspace, isFirst)
      context.output = arena.base + planned.output
      planned.operation.forward(context)
    }
    for step in (plan.firstTrained..<plan.steps.count).reversed() {
      let operation = plan.steps[step].operation
      let context = context(step, workspace, isFirst)
      guard step == plan.steps.count - 1 else {
        operation.backwardCurvature(context, plain: plain(step))
        continue
      }
      if let distances = operation.distances {
        let probabilities = arena.base + plan.loss.probabilities
        workspace.writeComparedProbabilities(loss, to: probabilities)
        distances.backwardCurvature(
          context, plain: plain(step), probabilities: probabilities, scale: Scalar(scale))
      } else {
        workspace.writeLossCurvature(loss, scale: scale, to: arena.base + plan.loss.logitsGradient)
        operation.backwardCurvature(context, plain: plain(step))
      }
    }
  }

  /// A layer with squares in the place of parameters and input, and with its plain output.
  private func context(_ step: Int, _ workspace: Workspace<Scalar>, _ isFirst: Bool)
    -> OperationContext<Scalar>
  {
    let planned = plan.steps[step]
    return OperationContext(
      kernels: kernels, parameters: squares.base, gradient: sums.base,
      input: arena.base + planned.input, output: workspace.arena.base + planned.output,
      inputGradient: planned.inputGradient.map { arena.base + $0 },
      outputGradient: arena.base + planned.outputGradient,
      scratch: arena.base + planned.scratch, images: workspace.images, isTraining: true,
      isFirst: isFirst)
  }
}
