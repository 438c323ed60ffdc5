public import KernelTypes

extension SingleImageKernels {
  /// A register at a time.
  public static func mapSums(
    _ input: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    sums: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps { sums[map] = sum(input + map * size, count: size) }
  }

  /// Number by number.
  public static func mapSquares(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>, maps: Int, size: Int,
    images: Int, sums: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps {
      var sum: Scalar = 0
      for i in map * size..<(map + 1) * size {
        let difference = input[i] - means[map]
        sum += difference * difference
      }
      sums[map] = sum
    }
  }

  /// Number by number.
  public static func normalize(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    factors: UnsafePointer<Scalar>, shifts: UnsafePointer<Scalar>, maps: Int, size: Int,
    output: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps {
      for i in map * size..<(map + 1) * size {
        output[i] = (input[i] - means[map]) * factors[map] + shifts[map]
      }
    }
  }

  /// Number by number.
  public static func normalizationSums(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    gradientSums: UnsafeMutablePointer<Scalar>, productSums: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps {
      var sum: Scalar = 0
      var products: Scalar = 0
      for i in map * size..<(map + 1) * size {
        sum += outputGradient[i]
        products += outputGradient[i] * (input[i] - means[map])
      }
      gradientSums[map] = sum
      productSums[map] = products
    }
  }

  /// Number by number.
  public static func normalizationGradient(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, a: UnsafePointer<Scalar>, b: UnsafePointer<Scalar>,
    c: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps {
      for i in map * size..<(map + 1) * size {
        inputGradient[i] = outputGradient[i] * a[map] - b[map] - (input[i] - means[map]) * c[map]
      }
    }
  }
}
