public import KernelTypes

extension SingleImageKernels {
  /// Row by row, a register at a time.
  public static func pack(
    _ bytes: UnsafePointer<UInt8>, imageStride: Int, rows: Int, columns: Int, border: Border,
    factor: Scalar, offset: Scalar, into output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let width = border.left + columns + border.right
    for row in 0..<rows {
      let pixels = bytes + row * columns
      let target = output + (border.top + row) * width + border.left
      guard columns >= lanes else {
        for column in 0..<columns { target[column] = Scalar(pixels[column]) * factor + offset }
        continue
      }
      for start in stride(from: 0, to: columns, by: lanes) {
        let column = min(start, columns - lanes)
        let part = UnsafeRawPointer(pixels + column).loadUnaligned(as: Batched.V.Bytes.self)
        store(
          multiplyAdd(
            Batched.V(repeating: offset), Batched.V.numbers(part), Batched.V(repeating: factor)),
          target + column)
      }
    }
  }

  /// Row by row.
  public static func embed(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Int, columns: Int, border: Border,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    let width = border.left + columns + border.right
    let height = border.top + rows + border.bottom
    for map in 0..<maps {
      for row in 0..<rows {
        let source = input + (map * rows + row) * columns
        let target = output + (map * height + border.top + row) * width + border.left
        for column in 0..<columns { target[column] = source[column] }
      }
    }
  }

  /// Row by row.
  public static func extract(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Int, columns: Int, border: Border,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    let width = border.left + columns + border.right
    let height = border.top + rows + border.bottom
    for map in 0..<maps {
      for row in 0..<rows {
        let source = input + (map * height + border.top + row) * width + border.left
        let target = output + (map * rows + row) * columns
        for column in 0..<columns { target[column] = source[column] }
      }
    }
  }

  /// Along the columns first, then along the rows.
  public static func resize(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Resampling<Scalar>,
    columns: Resampling<Scalar>, into output: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<maps {
      let source = input + map * rows.inputCount * columns.inputCount
      let target = output + map * rows.outputCount * columns.outputCount
      for row in 0..<rows.outputCount {
        let upper = source + Int(rows.first[row]) * columns.inputCount
        let lower = source + Int(rows.second[row]) * columns.inputCount
        for column in 0..<columns.outputCount {
          let left = Int(columns.first[column])
          let right = Int(columns.second[column])
          let across = columns.weight[column]
          let above = upper[left] + (upper[right] - upper[left]) * across
          let below = lower[left] + (lower[right] - lower[left]) * across
          target[row * columns.outputCount + column] =
            above + (below - above) * rows.weight[row]
        }
      }
    }
  }
}
