import KernelTypes
import LeNetKernels
import LeNetModel

/// Batch normalization, where all blocks wait for each other: on the way forward for mean and variance,
/// on the way back for the sums that the gradient takes.
extension CPUEngine {
  /// Mean and variance over all images and positions, the variance about the mean.
  func computeStatistics(
    _ normalization: NormalizationOperation<Scalar>, _ step: Int, _ cut: BatchCut
  ) {
    let numbers = Double(cut.count * normalization.size)
    let sums = totals(normalization, step, cut) { context, sums, _ in
      context.kernels.mapSums(
        context.input, maps: normalization.maps, size: normalization.size, images: context.images,
        sums: sums)
    }.first
    for map in 0..<normalization.maps {
      let mean = sums[map] / numbers
      normalization.shared[.mean][map] = Scalar(mean)
      move(normalization.runningMean + map, towards: mean, by: normalization.momentum)
    }
    let squares = totals(normalization, step, cut) { context, sums, _ in
      context.kernels.mapSquares(
        context.input, means: normalization.shared[.mean], maps: normalization.maps,
        size: normalization.size,
        images: context.images, sums: sums)
    }.first
    for map in 0..<normalization.maps {
      let variance = squares[map] / numbers
      normalization.setFactors(map, variance: variance, parameterArena.base)
      // PyTorch keeps the unbiased variance; a single number has none.
      guard numbers > 1 else { continue }
      move(
        normalization.runningVariance + map, towards: squares[map] / (numbers - 1),
        by: normalization.momentum)
    }
  }

  /// Takes mean and variance of all normalizations from the running statistics, for evaluation; in
  /// training only those of frozen ones.
  func useRunningStatistics(_ plan: Plan<Scalar>, isTraining: Bool = false) {
    for normalization in plan.normalizations where normalization.isFrozen || !isTraining {
      normalization.useRunningStatistics(parameterArena.base)
    }
  }

  private func move(_ place: Int, towards value: Double, by momentum: Double) {
    let old = Double(parameterArena.base[place])
    parameterArena.base[place] = Scalar((1 - momentum) * old + momentum * value)
  }

  /// The gradients of scale and shift, and what every block needs for that of its input.
  func computeGradientSums(
    _ normalization: NormalizationOperation<Scalar>, _ step: Int, _ cut: BatchCut
  ) {
    let numbers = Double(cut.count * normalization.size)
    let (gradients, products) = totals(normalization, step, cut) { context, sums, otherSums in
      context.kernels.normalizationSums(
        context.input, means: normalization.shared[.mean], outputGradient: context.outputGradient,
        maps: normalization.maps, size: normalization.size, images: context.images,
        gradientSums: sums,
        productSums: otherSums)
    }
    let gradient = gradient(ofSlice: 0)
    for map in 0..<normalization.maps {
      let inverse = Double(normalization.shared[.inverseDeviation][map])
      let factor = Double(normalization.shared[.factor][map])
      gradient[normalization.shift + map] = Scalar(gradients[map])
      gradient[normalization.scale + map] = Scalar(products[map] * inverse)
      normalization.shared[.gradientMean][map] = Scalar(factor * gradients[map] / numbers)
      normalization.shared[.productFactor][map] =
        Scalar(factor * inverse * inverse * products[map] / numbers)
    }
  }

  /// Two sums a map over all blocks, added in their order in Double; they hold until the next ones.
  private func totals(
    _ normalization: NormalizationOperation<Scalar>, _ step: Int, _ cut: BatchCut,
    _ sum: (
      _ context: OperationContext<Scalar>, _ sums: UnsafeMutablePointer<Scalar>,
      _ otherSums: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> (first: UnsafePointer<Double>, second: UnsafePointer<Double>) {
    let maps = normalization.maps
    pool.run(pieces: cut.blocks) { block, _ in
      let sums = blockSums.base + 2 * block * maps
      sum(context(step, workspaces[block], 0, isTraining: true), sums, sums + maps)
    }
    let (first, second) = normalization.shared.totals
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
