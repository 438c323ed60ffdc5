public import KernelTypes

extension BatchedKernels {
  /// As many bytes of every image at a time as there are lanes, transposed.
  public static func pack(
    _ bytes: UnsafePointer<UInt8>, imageStride: Int, rows: Int, columns: Int, border: Border,
    factor: Scalar, offset: Scalar, into output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = V.scalarCount
    let width = border.left + columns + border.right
    let factor = V(repeating: factor)
    let offset = V(repeating: offset)
    var target = vectors(output) + border.top * width + border.left
    for row in 0..<rows {
      for first in stride(from: 0, to: columns, by: lanes) {
        // The last ones overlap their neighbours; a short row is read position by position.
        let column = max(0, min(first, columns - lanes))
        let pixels = bytes + row * columns + column
        guard columns >= lanes else {
          for position in 0..<columns {
            var values = V()
            for lane in 0..<lanes {
              values[lane] = Scalar(pixels[lane * imageStride + position])
            }
            target[position] = multiplyAdd(offset, values, factor)
          }
          continue
        }
        let place = target + column
        switch lanes {
        case 16: ByteTile<V, 16>.spread(pixels, imageStride, factor, offset, place)
        case 8: ByteTile<V, 8>.spread(pixels, imageStride, factor, offset, place)
        case 4: ByteTile<V, 4>.spread(pixels, imageStride, factor, offset, place)
        default: ByteTile<V, 2>.spread(pixels, imageStride, factor, offset, place)
        }
      }
      target += width
    }
  }

  /// Row by row.
  public static func embed(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Int, columns: Int, border: Border,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    let width = border.left + columns + border.right
    var source = vectors(input)
    var target = vectors(output) + border.top * width + border.left
    for _ in 0..<maps {
      for _ in 0..<rows {
        for column in 0..<columns { target[column] = source[column] }
        source += columns
        target += width
      }
      target += (border.top + border.bottom) * width
    }
  }

  /// Row by row.
  public static func extract(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Int, columns: Int, border: Border,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    let width = border.left + columns + border.right
    var source = vectors(input) + border.top * width + border.left
    var target = vectors(output)
    for _ in 0..<maps {
      for _ in 0..<rows {
        for column in 0..<columns { target[column] = source[column] }
        source += width
        target += columns
      }
      source += (border.top + border.bottom) * width
    }
  }

  /// Along the columns first, then along the rows.
  public static func resize(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Resampling<Scalar>,
    columns: Resampling<Scalar>, into output: UnsafeMutablePointer<Scalar>
  ) {
    var target = vectors(output)
    for map in 0..<maps {
      let source = vectors(input) + map * rows.inputCount * columns.inputCount
      for row in 0..<rows.outputCount {
        let upper = source + Int(rows.first[row]) * columns.inputCount
        let lower = source + Int(rows.second[row]) * columns.inputCount
        let down = V(repeating: rows.weight[row])
        for column in 0..<columns.outputCount {
          let left = Int(columns.first[column])
          let right = Int(columns.second[column])
          let across = V(repeating: columns.weight[column])
          let above = multiplyAdd(upper[left], upper[right] - upper[left], across)
          let below = multiplyAdd(lower[left], lower[right] - lower[left], across)
          target[column] = multiplyAdd(above, below - above, down)
        }
        target += columns.outputCount
      }
    }
  }
}

/// As many bytes of as many images as a register has lanes.
enum ByteTile<V: SIMDVector, let lanes: Int> {
  /// Transposes `[image][position]` to `[position][image]`.
  @inline(__always)
  static func spread(
    _ pixels: UnsafePointer<UInt8>, _ stride: Int, _ factor: V, _ offset: V,
    _ target: UnsafeMutablePointer<V>
  ) {
    var bytes = InlineArray<lanes, V.Bytes> { _ in V.Bytes() }
    for image in 0..<lanes {
      bytes[image] = UnsafeRawPointer(pixels + image * stride).loadUnaligned(as: V.Bytes.self)
    }
    transposeLanes(&bytes)
    for position in 0..<lanes {
      target[position] = multiplyAdd(offset, V.numbers(bytes[position]), factor)
    }
  }
}
