public import KernelTypes

extension BatchedKernels {
  /// Transformed where that is faster.
  public static func convolutionInputGradient(
    _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    let operands = InputGradientOperands(
      geometry: geometry, outputGradient: vectors(outputGradient), weights: weights,
      inputGradient: vectors(inputGradient))
    if geometry.isFasterTransformed {
      transformedInputGradient(operands, TransformedMaps(scratch))
    } else {
      scatterDirectly(operands)
    }
  }

  /// Stretches of two input maps are kept in registers while maps and kernel rows pass by.
  static func scatterDirectly(_ operands: InputGradientOperands<V>) {
    let g = operands.geometry
    for i in 0..<g.sources * g.inputRows * g.inputColumns { operands.inputGradient[i] = V() }
    guard g.stride == 1, g.kernelColumns == 5 || g.kernelColumns == 3 else {
      return scatterSingly(operands)
    }
    if g.kernelColumns == 5 {
      #if KERNELS_AVX512
      ScatterTile<V, 5, 5, 9>.sweep(operands)
      #else
      ScatterTile<V, 4, 5, 8>.sweep(operands)
      #endif
    } else {
      ScatterTile<V, 5, 3, 7>.sweep(operands)
    }
  }

  /// Any stride and kernel, one product at a time.
  private static func scatterSingly(_ operands: InputGradientOperands<V>) {
    let g = operands.geometry
    for map in 0..<g.maps {
      for source in 0..<g.sources {
        let weights =
          operands.weights + (map * g.sources + source) * g.kernelRows * g.kernelColumns
        for row in 0..<g.rows {
          let gradient = operands.outputGradient + (map * g.rows + row) * g.columns
          for kernelRow in 0..<g.kernelRows {
            let line =
              operands.inputGradient
              + (source * g.inputRows + row * g.stride + kernelRow) * g.inputColumns
            for tap in 0..<g.kernelColumns {
              let weight = V(repeating: weights[kernelRow * g.kernelColumns + tap])
              for column in 0..<g.columns {
                let position = column * g.stride + tap
                line[position] = multiplyAdd(line[position], gradient[column], weight)
              }
            }
          }
        }
      }
    }
  }
}

struct InputGradientOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  var outputGradient: UnsafePointer<V>
  var weights: UnsafePointer<V.Scalar>
  var inputGradient: UnsafeMutablePointer<V>
}

/// A stretch of input rows in registers, onto which the output gradients of `columns` columns are
/// scattered from all maps and kernel rows; `span` = columns + taps - 1.
enum ScatterTile<V: SIMDVector, let columns: Int, let taps: Int, let span: Int> {
  @inline(__always)
  static func sweep(_ operands: InputGradientOperands<V>) {
    let g = operands.geometry
    for row in 0..<g.inputRows {
      for pair in 0..<g.sources / 2 {
        var column = 0
        while column + columns <= g.columns {
          addToTwo(operands, 2 * pair, row, column)
          column += columns
        }
        while column < g.columns {
          ScatterTile<V, 1, taps, taps>.addToTwo(operands, 2 * pair, row, column)
          column += 1
        }
      }
      if g.sources % 2 == 1 {
        for column in 0..<g.columns {
          ScatterTile<V, 1, taps, taps>.addToOne(operands, g.sources - 1, row, column)
        }
      }
    }
  }

  /// Two sources at once: with one, every sum would wait for the one before.
  @inline(__always)
  static func addToTwo(
    _ operands: InputGradientOperands<V>, _ source: Int, _ row: Int, _ column: Int
  ) {
    let g = operands.geometry
    let sourceSize = g.inputRows * g.inputColumns
    let kernelSize = g.kernelRows * g.kernelColumns
    let line = operands.inputGradient + (source * g.inputRows + row) * g.inputColumns + column
    var first = load(line)
    var second = load(line + sourceSize)
    // Kernel rows whose output row, row - kernelRow, exists.
    for kernelRow in max(0, row - g.rows + 1)..<min(g.kernelRows, row + 1) {
      var weights =
        operands.weights + source * kernelSize + kernelRow * g.kernelColumns
      var gradient = operands.outputGradient + (row - kernelRow) * g.columns + column
      for _ in 0..<g.maps {
        scatter(gradient, weights, &first)
        scatter(gradient, weights + kernelSize, &second)
        weights += g.sources * kernelSize
        gradient += g.rows * g.columns
      }
    }
    store(first, line)
    store(second, line + sourceSize)
  }

  @inline(__always)
  static func addToOne(
    _ operands: InputGradientOperands<V>, _ source: Int, _ row: Int, _ column: Int
  ) {
    let g = operands.geometry
    let kernelSize = g.kernelRows * g.kernelColumns
    let line = operands.inputGradient + (source * g.inputRows + row) * g.inputColumns + column
    var sums = load(line)
    for kernelRow in max(0, row - g.rows + 1)..<min(g.kernelRows, row + 1) {
      var weights =
        operands.weights + source * kernelSize + kernelRow * g.kernelColumns
      var gradient = operands.outputGradient + (row - kernelRow) * g.columns + column
      for _ in 0..<g.maps {
        scatter(gradient, weights, &sums)
        weights += g.sources * kernelSize
        gradient += g.rows * g.columns
      }
    }
    store(sums, line)
  }

  @inline(__always)
  private static func scatter(
    _ gradient: UnsafePointer<V>, _ kernel: UnsafePointer<V.Scalar>,
    _ sums: inout InlineArray<span, V>
  ) {
    for t in 0..<taps {
      let weight = V(repeating: kernel[t])
      for c in 0..<columns { sums[c + t] = multiplyAdd(sums[c + t], gradient[c], weight) }
    }
  }

  @inline(__always)
  private static func load(_ line: UnsafeMutablePointer<V>) -> InlineArray<span, V> {
    var sums = InlineArray<span, V> { _ in V() }
    for i in 0..<span { sums[i] = line[i] }
    return sums
  }

  @inline(__always)
  private static func store(_ sums: InlineArray<span, V>, _ line: UnsafeMutablePointer<V>) {
    for i in 0..<span { line[i] = sums[i] }
  }
}
