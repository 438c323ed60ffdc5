public import KernelTypes

extension BatchedKernels {
  /// Transformed weights, their gradient and transformed maps; without a transformation, registers
  /// suffice.
  public static func convolutionScratch(_ geometry: ConvolutionGeometry) -> Int {
    geometry.isFasterTransformed ? geometry.transformedCount(V.scalarCount) : 0
  }

  /// Transformed where that is faster.
  public static func convolutionPrepare(
    _ geometry: ConvolutionGeometry, weights: UnsafePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    guard geometry.isFasterTransformed else { return }
    WinogradWeights<V>.transform(
      geometry, weights, into: TransformedMaps<V>(scratch).weights(geometry))
  }

  /// Transformed where that is faster.
  public static func convolutionForward(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar,
    output: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let operands = ForwardOperands(
      geometry: geometry, input: vectors(input), weights: weights, bias: bias,
      floor: V(repeating: floor), output: vectors(output))
    if geometry.isFasterTransformed {
      transformedForward(operands, TransformedMaps(scratch))
    } else {
      sumDirectly(operands)
    }
  }

  /// Sums are kept in registers, several maps by several columns at a time.
  static func sumDirectly(_ operands: ForwardOperands<V>) {
    let geometry = operands.geometry
    // The register tile that computes the fewest numbers twice; the first wins among equals.
    #if KERNELS_AVX512
    let tiles = ForwardTiles(geometry, (4, 5), (3, 7), (4, 4))
    switch tiles.best {
    case 0: ForwardTile<V, 4, 5, 20>.sweep(operands)
    case 1: ForwardTile<V, 3, 7, 21>.sweep(operands)
    case 2: ForwardTile<V, 4, 4, 16>.sweep(operands)
    default: ForwardTile<V, 1, 1, 1>.sweep(operands)
    }
    #elseif KERNELS_AVX2
    let tiles = ForwardTiles(geometry, (6, 2), (3, 4), (2, 4))
    switch tiles.best {
    case 0: ForwardTile<V, 6, 2, 12>.sweep(operands)
    case 1: ForwardTile<V, 3, 4, 12>.sweep(operands)
    case 2: ForwardTile<V, 2, 4, 8>.sweep(operands)
    default: ForwardTile<V, 1, 1, 1>.sweep(operands)
    }
    #else
    let tiles = ForwardTiles(geometry, (2, 5), (3, 4), (2, 4))
    switch tiles.best {
    case 0: ForwardTile<V, 2, 5, 10>.sweep(operands)
    case 1: ForwardTile<V, 3, 4, 12>.sweep(operands)
    case 2: ForwardTile<V, 2, 4, 8>.sweep(operands)
    default: ForwardTile<V, 1, 1, 1>.sweep(operands)
    }
    #endif
  }
}

/// Which of three register tiles fits an output best.
struct ForwardTiles {
  /// The index of the tile, or -1 where the output is smaller than each, or strided.
  var best = -1
  private var least = Int.max

  init(
    _ geometry: ConvolutionGeometry, _ first: (Int, Int), _ second: (Int, Int),
    _ third: (Int, Int)
  ) {
    guard geometry.stride == 1 else { return }
    consider(0, first, geometry)
    consider(1, second, geometry)
    consider(2, third, geometry)
  }

  private mutating func consider(
    _ index: Int, _ tile: (maps: Int, columns: Int), _ geometry: ConvolutionGeometry
  ) {
    guard geometry.maps >= tile.maps, geometry.columns >= tile.columns else { return }
    let computed =
      (geometry.maps + tile.maps - 1) / tile.maps * tile.maps
      * ((geometry.columns + tile.columns - 1) / tile.columns * tile.columns)
    if computed < least {
      least = computed
      best = index
    }
  }
}

struct ForwardOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V>
  var weights: UnsafePointer<V.Scalar>
  var bias: UnsafePointer<V.Scalar>
  var floor: V
  var output: UnsafeMutablePointer<V>
}

/// Output numbers of several maps and columns, summed up in registers.
enum ForwardTile<V: SIMDVector, let maps: Int, let columns: Int, let size: Int> {
  /// Covers the output with tiles; the last ones overlap their neighbours and compute the same again.
  @inline(__always)
  static func sweep(_ operands: ForwardOperands<V>) {
    let g = operands.geometry
    for mapTile in 0..<(g.maps + maps - 1) / maps {
      let map = min(mapTile * maps, g.maps - maps)
      for row in 0..<g.rows {
        for columnTile in 0..<(g.columns + columns - 1) / columns {
          compute(operands, map, row, min(columnTile * columns, g.columns - columns))
        }
      }
    }
  }

  @inline(__always)
  static func compute(_ operands: ForwardOperands<V>, _ map: Int, _ row: Int, _ column: Int) {
    let g = operands.geometry
    let weightStride = g.sources * g.kernelRows * g.kernelColumns
    var sums = InlineArray<size, V> { _ in V() }
    for m in 0..<maps {
      for c in 0..<columns { sums[m * columns + c] = V(repeating: operands.bias[map + m]) }
    }
    var weights = operands.weights + map * weightStride
    var source = operands.input + (row * g.inputColumns + column) * g.stride
    for _ in 0..<g.sources {
      var line = source
      for _ in 0..<g.kernelRows {
        for q in 0..<g.kernelColumns {
          for m in 0..<maps {
            let weight = V(repeating: weights[m * weightStride + q])
            for c in 0..<columns {
              sums[m * columns + c] = multiplyAdd(sums[m * columns + c], line[q + c], weight)
            }
          }
        }
        weights += g.kernelColumns
        line += g.inputColumns
      }
      source += g.inputRows * g.inputColumns
    }
    let output = operands.output + (map * g.rows + row) * g.columns + column
    for m in 0..<maps {
      for c in 0..<columns {
        output[m * g.rows * g.columns + c] = sums[m * columns + c].maximum(operands.floor)
      }
    }
  }
}
