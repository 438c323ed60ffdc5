public import KernelTypes

extension BatchedKernels {
  /// Transformed where that is faster.
  public static func convolutionWeightGradient(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, weightGradient: UnsafeMutablePointer<Scalar>,
    biasGradient: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let operands = WeightGradientOperands(
      geometry: geometry, input: vectors(input), outputGradient: vectors(outputGradient),
      weightGradient: weightGradient)
    let size = geometry.rows * geometry.columns
    for map in 0..<geometry.maps {
      var sum = V()
      for position in 0..<size { sum += operands.outputGradient[map * size + position] }
      biasGradient[map] += sum.laneSum()
    }
    if geometry.isFasterTransformed {
      transformedWeightGradient(operands, TransformedMaps(scratch))
    } else {
      addDirectly(operands)
    }
  }

  /// Several maps by a row of taps are kept in registers while positions pass by.
  static func addDirectly(_ operands: WeightGradientOperands<V>) {
    let geometry = operands.geometry
    var map = 0
    while map < geometry.maps {
      let left = geometry.maps - map
      #if KERNELS_AVX512
      if left >= 4 && (left % 4 == 0 || left % 3 != 0) {
        TapTile<V, 4, 5, 20>.sweep(operands, map)
        map += 4
        continue
      }
      if left >= 3 {
        TapTile<V, 3, 5, 15>.sweep(operands, map)
        map += 3
        continue
      }
      #endif
      if left >= 2 {
        TapTile<V, 2, 5, 10>.sweep(operands, map)
        map += 2
      } else {
        TapTile<V, 1, 5, 5>.sweep(operands, map)
        map += 1
      }
    }
  }
}

struct WeightGradientOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V>
  var outputGradient: UnsafePointer<V>
  var weightGradient: UnsafeMutablePointer<V.Scalar>
}

/// The gradients of several maps' weights at several taps of a kernel row, summed up in registers.
enum TapTile<V: SIMDVector, let maps: Int, let taps: Int, let size: Int> {
  /// Goes over sources, bands of rows and kernel rows for the maps from `map` on.
  @inline(__always)
  static func sweep(_ operands: WeightGradientOperands<V>, _ map: Int) {
    let g = operands.geometry
    // A band of output gradients that stays in the first-level cache while kernel rows change.
    let most = max(1, 28_672 / (maps * g.columns * MemoryLayout<V>.stride))
    let bands = (g.rows + most - 1) / most
    let band = (g.rows + bands - 1) / bands
    for source in 0..<g.sources {
      for start in stride(from: 0, to: g.rows, by: band) {
        let rows = start..<min(start + band, g.rows)
        for kernelRow in 0..<g.kernelRows {
          var tap = 0
          while tap + taps <= g.kernelColumns {
            add(operands, map, source, rows, kernelRow, tap)
            tap += taps
          }
          while tap < g.kernelColumns {
            TapTile<V, maps, 1, maps>.add(operands, map, source, rows, kernelRow, tap)
            tap += 1
          }
        }
      }
    }
  }

  @inline(__always)
  static func add(
    _ operands: WeightGradientOperands<V>, _ map: Int, _ source: Int, _ rows: Range<Int>,
    _ kernelRow: Int, _ tap: Int
  ) {
    let g = operands.geometry
    let mapSize = g.rows * g.columns
    var sums = InlineArray<size, V> { _ in V() }
    for row in rows {
      var line =
        operands.input
        + ((source * g.inputRows + row * g.stride + kernelRow) * g.inputColumns + tap)
      var gradient = operands.outputGradient + (map * g.rows + row) * g.columns
      for _ in 0..<g.columns {
        for m in 0..<maps {
          let slope = gradient[m * mapSize]
          for t in 0..<taps {
            sums[m * taps + t] = multiplyAdd(sums[m * taps + t], line[t], slope)
          }
        }
        line += g.stride
        gradient += 1
      }
    }
    // A copy in memory: the sums stay in registers only if every use of theirs is unrolled.
    var totals = InlineArray<size, V> { _ in V() }
    for i in 0..<size { totals[i] = sums[i] }
    sumLanes(&totals)
    for m in 0..<maps {
      let weights =
        operands.weightGradient
        + (((map + m) * g.sources + source) * g.kernelRows + kernelRow) * g.kernelColumns + tap
      for t in 0..<taps {
        let i = m * taps + t
        weights[t] += totals[i / V.scalarCount][i % V.scalarCount]
      }
    }
  }
}

/// Adds the lanes of each vector; the sums lie in lane after lane of the first vectors, in order.
@inline(__always)
func sumLanes<V: SIMDVector, let size: Int>(_ vectors: inout InlineArray<size, V>) {
  // Half as many sums count after each round; the others are left out by the compiler.
  var lanes = V.scalarCount
  while lanes > 1 {
    let old = vectors
    for i in 0..<(size + 1) / 2 {
      vectors[i] = old[2 * i].pairSums(2 * i + 1 < size ? old[2 * i + 1] : V())
    }
    lanes /= 2
  }
}
