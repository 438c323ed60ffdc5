public import KernelTypes

extension BatchedKernels {
  /// Adds lane by lane first, the lanes last.
  public static func mapSums(
    _ input: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    sums: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    for map in 0..<maps {
      let values = vectors(input) + map * size
      var sum = V()
      for i in 0..<size { sum += values[i] }
      sums[map] = mask.whereAbove(V(), take: sum).laneSum()
    }
  }

  /// Adds lane by lane first, the lanes last.
  public static func mapSquares(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>, maps: Int, size: Int,
    images: Int, sums: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    for map in 0..<maps {
      let values = vectors(input) + map * size
      let mean = V(repeating: means[map])
      var sum = V()
      for i in 0..<size {
        let difference = values[i] - mean
        sum = multiplyAdd(sum, difference, difference)
      }
      sums[map] = mask.whereAbove(V(), take: sum).laneSum()
    }
  }

  /// One multiplication and two additions a number.
  public static func normalize(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    factors: UnsafePointer<Scalar>, shifts: UnsafePointer<Scalar>, maps: Int, size: Int,
    output: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps {
      let values = vectors(input) + map * size
      let results = vectors(output) + map * size
      let mean = V(repeating: means[map])
      let factor = V(repeating: factors[map])
      let shift = V(repeating: shifts[map])
      for i in 0..<size { results[i] = multiplyAdd(shift, values[i] - mean, factor) }
    }
  }

  /// Both sums in one pass over the maps.
  public static func normalizationSums(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    gradientSums: UnsafeMutablePointer<Scalar>, productSums: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    for map in 0..<maps {
      let values = vectors(input) + map * size
      let gradients = vectors(outputGradient) + map * size
      let mean = V(repeating: means[map])
      var sum = V()
      var products = V()
      for i in 0..<size {
        sum += gradients[i]
        products = multiplyAdd(products, gradients[i], values[i] - mean)
      }
      gradientSums[map] = mask.whereAbove(V(), take: sum).laneSum()
      productSums[map] = mask.whereAbove(V(), take: products).laneSum()
    }
  }

  /// The three factors hold everything that is the same for all images.
  public static func normalizationGradient(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, a: UnsafePointer<Scalar>, b: UnsafePointer<Scalar>,
    c: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    for map in 0..<maps {
      let values = vectors(input) + map * size
      let gradients = vectors(outputGradient) + map * size
      let results = vectors(inputGradient) + map * size
      let mean = V(repeating: means[map])
      let a = V(repeating: a[map])
      let b = V(repeating: b[map])
      let c = V(repeating: c[map])
      for i in 0..<size {
        results[i] = mask.whereAbove(
          V(), take: gradients[i] * a - b - (values[i] - mean) * c)
      }
    }
  }
}
