public import KernelTypes

extension SingleImageKernels {
  /// A register at a time.
  public static func mapSums(
    _ input: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    sums: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps { sums[map] = sum(input + map * size, count: size) }
  }

  /// Adds number by number.
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

  /// A register at a time; what spills over a map's end is overwritten by the next one.
  public static func normalize(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    factors: UnsafePointer<Scalar>, shifts: UnsafePointer<Scalar>, maps: Int, size: Int,
    output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    for map in 0..<maps {
      let mean = Batched.V(repeating: means[map])
      let factor = Batched.V(repeating: factors[map])
      let shift = Batched.V(repeating: shifts[map])
      for i in stride(from: map * size, to: (map + 1) * size, by: lanes) {
        store(multiplyAdd(shift, (load(input + i) as Batched.V) - mean, factor), output + i)
      }
    }
  }

  /// A register at a time, what fills none number by number.
  public static func normalizationSums(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    gradientSums: UnsafeMutablePointer<Scalar>, productSums: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let whole = size / lanes * lanes
    for map in 0..<maps {
      let values = input + map * size
      let gradients = outputGradient + map * size
      let mean = Batched.V(repeating: means[map])
      var sums = Batched.V()
      var products = Batched.V()
      for i in stride(from: 0, to: whole, by: lanes) {
        let gradient: Batched.V = load(gradients + i)
        sums += gradient
        products = multiplyAdd(products, gradient, (load(values + i) as Batched.V) - mean)
      }
      var sum = sums.laneSum()
      var product = products.laneSum()
      for i in whole..<size {
        sum += gradients[i]
        product += gradients[i] * (values[i] - means[map])
      }
      gradientSums[map] = sum
      productSums[map] = product
    }
  }

  /// A register at a time; what spills over a map's end is overwritten by the next one.
  public static func normalizationGradient(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, a: UnsafePointer<Scalar>, b: UnsafePointer<Scalar>,
    c: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    for map in 0..<maps {
      let mean = Batched.V(repeating: means[map])
      let a = Batched.V(repeating: a[map])
      let b = Batched.V(repeating: b[map])
      let c = Batched.V(repeating: c[map])
      for i in stride(from: map * size, to: (map + 1) * size, by: lanes) {
        let gradient: Batched.V = load(outputGradient + i)
        let value: Batched.V = load(input + i)
        store(gradient * a - b - (value - mean) * c, inputGradient + i)
      }
    }
  }
}
