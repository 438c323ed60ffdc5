import KernelTypes
import LeNetKernels
import LeNetModel

/// Batch normalization, where all blocks meet: on the way forward for mean and variance, on the way
/// back for the sums that the gradient takes.
extension Engine {
  func normalization(
    _ step: Int, of plan: Plan<Scalar>? = nil
  ) -> NormalizationPasses<Scalar> {
    guard let passes = (plan ?? self.plan).steps[step].passes as? NormalizationPasses<Scalar> else {
      preconditionFailure("step \(step) is no normalization")
    }
    return passes
  }

  /// Mean and variance over all images and positions, the variance about the mean.
  func computeStatistics(_ step: Int, _ cut: BatchCut) {
    let stage = normalization(step)
    let numbers = Double(cut.count * stage.size)
    let sums = totals(step, cut) { pass, sums, _ in
      pass.kernels.mapSums(
        pass.input, maps: stage.maps, size: stage.size, images: pass.images, sums: sums)
    }.first
    for map in 0..<stage.maps {
      let mean = sums[map] / numbers
      stage.shared[.mean][map] = Scalar(mean)
      move(stage.runningMean + map, towards: mean, by: stage.momentum)
    }
    let squares = totals(step, cut) { pass, sums, _ in
      pass.kernels.mapSquares(
        pass.input, means: stage.shared[.mean], maps: stage.maps, size: stage.size,
        images: pass.images, sums: sums)
    }.first
    for map in 0..<stage.maps {
      let variance = squares[map] / numbers
      setFactors(stage, map, variance: variance)
      // PyTorch keeps the unbiased variance; a single number has none.
      guard numbers > 1 else { continue }
      move(
        stage.runningVariance + map, towards: squares[map] / (numbers - 1), by: stage.momentum)
    }
  }

  /// Takes mean and variance from the running statistics, for evaluation.
  func useRunningStatistics(_ plan: Plan<Scalar>) {
    useRunningStatistics(plan, at: plan.normalizations)
    useRunningStatistics(plan, at: plan.frozenNormalizations)
  }

  /// The same for some normalizations, as the frozen ones need it in training.
  func useRunningStatistics(_ plan: Plan<Scalar>, at steps: [Int]) {
    for step in steps {
      let stage = normalization(step, of: plan)
      for map in 0..<stage.maps {
        stage.shared[.mean][map] = parameterArena.base[stage.runningMean + map]
        setFactors(
          stage, map, variance: Double(parameterArena.base[stage.runningVariance + map]))
      }
    }
  }

  private func setFactors(
    _ stage: NormalizationPasses<Scalar>, _ map: Int, variance: Double
  ) {
    let inverse = 1 / (variance + stage.epsilon).squareRoot()
    stage.shared[.inverseDeviation][map] = Scalar(inverse)
    stage.shared[.factor][map] =
      Scalar(Double(parameterArena.base[stage.scale + map]) * inverse)
  }

  private func move(_ place: Int, towards value: Double, by momentum: Double) {
    let old = Double(parameterArena.base[place])
    parameterArena.base[place] = Scalar((1 - momentum) * old + momentum * value)
  }

  /// The gradients of scale and shift, and what every block needs for that of its input.
  func computeGradientSums(_ step: Int, _ cut: BatchCut) {
    let stage = normalization(step)
    let numbers = Double(cut.count * stage.size)
    let (gradients, products) = totals(step, cut) { pass, sums, otherSums in
      pass.kernels.normalizationSums(
        pass.input, means: stage.shared[.mean], outputGradient: pass.outputGradient,
        maps: stage.maps, size: stage.size, images: pass.images, gradientSums: sums,
        productSums: otherSums)
    }
    let gradient = gradient(ofSlice: 0)
    for map in 0..<stage.maps {
      let inverse = Double(stage.shared[.inverseDeviation][map])
      let factor = Double(stage.shared[.factor][map])
      gradient[stage.shift + map] = Scalar(gradients[map])
      gradient[stage.scale + map] = Scalar(products[map] * inverse)
      stage.shared[.gradientMean][map] = Scalar(factor * gradients[map] / numbers)
      stage.shared[.productFactor][map] =
        Scalar(factor * inverse * inverse * products[map] / numbers)
    }
  }

  /// Two sums a map over all blocks, added in their order in Double; they hold until the next ones.
  private func totals(
    _ step: Int, _ cut: BatchCut,
    _ sum: (
      _ pass: Pass<Scalar>, _ sums: UnsafeMutablePointer<Scalar>,
      _ otherSums: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> (first: UnsafePointer<Double>, second: UnsafePointer<Double>) {
    let stage = normalization(step)
    let maps = stage.maps
    pool.run(pieces: cut.blocks) { block, _ in
      let sums = blockSums.base + 2 * block * maps
      sum(pass(step, workspaces[block], 0, isTraining: true), sums, sums + maps)
    }
    let (first, second) = stage.shared.totals
    first.update(repeating: 0, count: maps)
    second.update(repeating: 0, count: maps)
    for block in 0..<cut.blocks {
      let sums = blockSums.base + 2 * block * maps
      for map in 0..<maps {
        first[map] += Double(sums[map])
        second[map] += Double(sums[maps + map])
      }
    }
    return (UnsafePointer(first), UnsafePointer(second))
  }
}
