public import KernelTypes

extension LaneKernels {
  /// Image by image, so that bytes are read in order.
  public static func pack(
    _ bytes: UnsafePointer<UInt8>, images: Int, imageStride: Int, count: Int,
    table: UnsafePointer<Scalar>, into output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = V.scalarCount
    if images < lanes { clear(output, count: count) }
    for image in 0..<images {
      let pixels = bytes + image * imageStride
      var place = output + image
      for i in 0..<count {
        place.pointee = table[Int(pixels[i])]
        place += lanes
      }
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
