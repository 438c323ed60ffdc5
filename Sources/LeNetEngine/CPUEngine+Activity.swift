import KernelTypes
import LeNetKernels
import LeNetModel

extension CPUEngine {
  /// Computed on the calling thread.
  package func activity(of source: some BatchSource) -> [[Scalar]] {
    let workspace = singleImage.workspaces[0]
    let plan = workspace.plan
    precondition(source.count == 1, "the activity of one image is asked for, got \(source.count)")
    precondition(source.shape == plan.packing.image, "the image has another shape")
    useRunningStatistics(plan)
    workspace.load(0..<1, of: source, masks: nil)
    func numbers(_ place: Int, _ count: Int) -> [Scalar] {
      Array(UnsafeBufferPointer(start: workspace.arena.base + place, count: count))
    }
    var activity = [numbers(plan.input, layout.input.count)]
    var step = 0
    withDenormalsFlushed {
      for layer in layout.layers {
        guard layer.isComputed else {
          activity.append(activity[activity.count - 1])
          continue
        }
        // Step by step, since fused operations do not keep what lies between them.
        forward(step..<step + 1, workspace, 0, isTraining: false)
        activity.append(numbers(plan.steps[step].output, layer.output.count))
        step += 1
      }
    }
    return activity
  }
}
