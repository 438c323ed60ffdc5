/// The random displacements of one image, which its grid lends for the time of a call.
struct ElasticField {
  /// No displacement is larger than this, in pixels.
  let extent: Float
  /// Along the rows, for the row of pixels last asked for: four columns a vector.
  let rowDisplacements: UnsafePointer<SIMD4<Float>>
  /// Along the columns, in the same way.
  let columnDisplacements: UnsafePointer<SIMD4<Float>>
  /// Vectors of each direction.
  let vectors: Int
  private let rows: SplineAxis
  private let lines: UnsafePointer<SIMD4<Float>>
  private let row: UnsafeMutablePointer<SIMD4<Float>>

  /// Takes what is interpolated along the columns, `[row of knots][direction][vector]`, and room for
  /// a row of pixels, `[direction][vector]`.
  init(
    grid: ElasticGrid, lines: UnsafeMutablePointer<SIMD4<Float>>,
    row: UnsafeMutablePointer<SIMD4<Float>>, extent: Float
  ) {
    self.extent = extent
    self.row = row
    self.lines = UnsafePointer(lines)
    rows = grid.rows
    vectors = grid.vectors
    rowDisplacements = UnsafePointer(row)
    columnDisplacements = UnsafePointer(row + grid.vectors)
  }

  /// Interpolates the displacements of a row of pixels.
  func interpolate(row number: Int) {
    let weights = rows.weights[number]
    let count = 2 &* vectors
    let first = lines + rows.first[number] * count
    let (second, third, fourth) = (first + count, first + 2 * count, first + 3 * count)
    for vector in 0..<count {
      let upper = weights[0] * first[vector] + weights[1] * second[vector]
      let lower = weights[2] * third[vector] + weights[3] * fourth[vector]
      row[vector] = upper + lower
    }
  }
}
