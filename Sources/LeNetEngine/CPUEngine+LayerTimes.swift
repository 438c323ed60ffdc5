import LeNetKernels
import LeNetModel

extension CPUEngine {
  /// Runs on this thread, each layer for itself, also where training computes two together.
  ///
  /// Normalization uses the running statistics and no gradient passes through them, so its time is that
  /// of evaluation.
  package func layerTimes(of batch: some BatchSource, rounds: Int) -> [LayerTime] {
    precondition(rounds >= 0, "layers are measured in \(rounds) rounds")
    precondition(batch.count >= 1, "layers are measured on at least one image")
    precondition(batch.shape == plan.packing.image, "the batch's images have another shape")
    let positions = training.positions(ofBlock: 0, count: batch.count)
    let workspace = workspaces[0]
    let plan = plan
    let names = layout.computedLayers.map(\.name)
    let steps = plan.steps.count
    var forward = [[Double]](repeating: [], count: steps + 2)
    var backward = forward
    let clock = SuspendingClock()
    useRunningStatistics(plan)
    withDenormalsFlushed {
      for _ in 0..<rounds {
        var last = clock.now
        func lap() -> Double {
          let now = clock.now
          defer { last = now }
          return Double(last.duration(to: now).components.attoseconds) * 1e-9
        }
        workspace.load(positions, of: batch, masks: .random(DropoutKey(seed: 0, epoch: 0)))
        forward[steps].append(lap())
        for step in 0..<steps {
          self.forward(step..<step + 1, workspace, 0)
          forward[step].append(lap())
        }
        computeLoss(workspace, 0, count: batch.count, nil)
        forward[steps + 1].append(lap())
        for step in (plan.firstTrained..<steps).reversed() {
          self.backward(step..<step + 1, workspace, 0, isFirst: true)
          backward[step].append(lap())
        }
      }
    }
    return zip(names + ["load", "loss"], zip(forward, backward)).map { name, times in
      LayerTime(name: name, forward: Self.median(times.0), backward: Self.median(times.1))
    }
  }

  private static func median(_ times: [Double]) -> Double {
    times.isEmpty ? 0 : times.sorted()[times.count / 2]
  }
}
