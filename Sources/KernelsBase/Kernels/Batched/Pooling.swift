public import KernelTypes

extension BatchedKernels {
  /// Windows of 2 x 2 have a loop of their own.
  public static func maxPoolingForward(
    _ geometry: PoolingGeometry, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    var result = vectors(output)
    for map in 0..<g.maps {
      let input = vectors(input) + map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        if g.isTwoByTwo {
          let upper = input + 2 * row * g.inputColumns
          let lower = upper + g.inputColumns
          for column in 0..<g.columns {
            result[column] = upper[2 * column].maximumOrNaN(upper[2 * column + 1])
              .maximumOrNaN(lower[2 * column]).maximumOrNaN(lower[2 * column + 1])
          }
        } else {
          for column in 0..<g.columns {
            result[column] = windowMaximum(g, input, row, column)
          }
        }
        result += g.columns
      }
    }
  }

  /// Finds the maximum again, since only inputs are kept; windows of 2 x 2 have a loop of their own.
  public static func maxPoolingBackward(
    _ geometry: PoolingGeometry, floor: Scalar, input: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let floor = V(repeating: floor)
    var gradient = vectors(outputGradient)
    if g.halvesInput {
      var upper = vectors(input)
      var result = vectors(inputGradient)
      for _ in 0..<g.maps * g.rows {
        for column in 0..<g.columns {
          spreadToMaximum(
            upper + 2 * column, floor, gradient[column], g.inputColumns, result + 2 * column)
        }
        upper += 2 * g.inputColumns
        result += 2 * g.inputColumns
        gradient += g.columns
      }
      return
    }
    clear(inputGradient, count: g.maps * g.inputRows * g.inputColumns)
    for map in 0..<g.maps {
      let start = map * g.inputRows * g.inputColumns
      let input = vectors(input) + start
      let result = vectors(inputGradient) + start
      for row in 0..<g.rows {
        for column in 0..<g.columns {
          let maximum = windowMaximum(g, input, row, column)
          var rest = maximum.whereAbove(floor, take: gradient[column])
          for r in g.inputRows(row) {
            for c in g.inputColumns(column) {
              let position = r * g.inputColumns + c
              result[position] += input[position].whereEqual(maximum, take: rest, else: V())
              rest = input[position].whereEqual(maximum, take: V(), else: rest)
            }
          }
        }
        gradient += g.columns
      }
    }
  }

  /// The mean over the window that lies in the input.
  public static func averagePoolingForward(
    _ geometry: PoolingGeometry, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    var result = vectors(output)
    for map in 0..<g.maps {
      let input = vectors(input) + map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        for column in 0..<g.columns {
          var sum = V()
          for r in g.inputRows(row) {
            for c in g.inputColumns(column) { sum += input[r * g.inputColumns + c] }
          }
          result[column] = sum * V(repeating: 1 / windowSize(g, row, column))
        }
        result += g.columns
      }
    }
  }

  /// Adds shares, since windows may overlap.
  public static func averagePoolingBackward(
    _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    clear(inputGradient, count: g.maps * g.inputRows * g.inputColumns)
    var gradient = vectors(outputGradient)
    for map in 0..<g.maps {
      let result = vectors(inputGradient) + map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        for column in 0..<g.columns {
          let share = gradient[column] * V(repeating: 1 / windowSize(g, row, column))
          for r in g.inputRows(row) {
            for c in g.inputColumns(column) { result[r * g.inputColumns + c] += share }
          }
        }
        gradient += g.columns
      }
    }
  }

  /// The window of 2 x 2 whose upper left corner is at `upper`.
  @inline(__always)
  private static func spreadToMaximum(
    _ upper: UnsafePointer<V>, _ floor: V, _ gradient: V, _ width: Int,
    _ result: UnsafeMutablePointer<V>
  ) {
    let lower = upper + width
    let maximum = upper[0].maximumOrNaN(upper[1]).maximumOrNaN(lower[0]).maximumOrNaN(lower[1])
    var rest = maximum.whereAbove(floor, take: gradient)
    result[0] = upper[0].whereEqual(maximum, take: rest, else: V())
    rest = upper[0].whereEqual(maximum, take: V(), else: rest)
    result[1] = upper[1].whereEqual(maximum, take: rest, else: V())
    rest = upper[1].whereEqual(maximum, take: V(), else: rest)
    result[width] = lower[0].whereEqual(maximum, take: rest, else: V())
    rest = lower[0].whereEqual(maximum, take: V(), else: rest)
    result[width + 1] = rest
  }

  @inline(__always)
  private static func windowMaximum(
    _ g: PoolingGeometry, _ input: UnsafePointer<V>, _ row: Int, _ column: Int
  ) -> V {
    var maximum = V(repeating: -.infinity)
    for r in g.inputRows(row) {
      for c in g.inputColumns(column) {
        maximum = maximum.maximumOrNaN(input[r * g.inputColumns + c])
      }
    }
    return maximum
  }

  @inline(__always)
  private static func windowSize(_ g: PoolingGeometry, _ row: Int, _ column: Int) -> Scalar {
    Scalar(g.inputRows(row).count * g.inputColumns(column).count)
  }

  @inline(__always)
  static func clear(_ values: UnsafeMutablePointer<Scalar>, count: Int) {
    let values = vectors(values)
    for position in 0..<count { values[position] = V() }
  }
}
