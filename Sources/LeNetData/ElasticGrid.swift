import LeNetModel
import LeNetRandom

/// An elastic distortion for images of one size: what is the same for all of them, computed once.
struct ElasticGrid: Sendable {
  /// The knots that reach each row of pixels.
  let rows: SplineAxis
  /// Vectors of four columns that cover a row of pixels.
  let vectors: Int
  private let columns: SplineAxis
  /// The splines of the knot columns over the columns of pixels, `[vector][knot]`.
  private let splines: [SIMD4<Float>]
  /// The knot columns that reach each vector.
  private let reach: [Range<Int>]
  /// Numbers on knots are drawn from -range...range.
  private let range: Float

  /// - Precondition: the distortion is valid and a map has at most `largestImage` pixels.
  init(_ distortion: ElasticDistortion, shape: Shape) {
    precondition(
      (try? distortion.validate()) != nil
        && shape.rows * shape.columns <= ElasticDistortion.largestImage,
      "an elastic distortion of \(distortion) and images of \(shape)")
    // The variance of the cubic B-spline is a third of the squared distance between knots.
    let spacing = 3.0.squareRoot() * distortion.smoothness
    rows = SplineAxis(count: shape.rows, spacing: spacing)
    columns = SplineAxis(count: shape.columns, spacing: spacing)
    // Numbers in -a...a have the variance a²/3, of which splines leave ∫β² = 151/315 along each axis.
    range = Float(distortion.displacement * 3.0.squareRoot() * (315.0 / 151.0))
    vectors = (shape.columns + 3) / 4
    var splines = [SIMD4<Float>](repeating: SIMD4(), count: vectors * columns.knots)
    var reach: [Range<Int>] = []
    for column in 0..<shape.columns {
      let (vector, first) = (column / 4, columns.first[column])
      if column % 4 == 0 { reach.append(first..<first + 4) }
      reach[vector] = reach[vector].lowerBound..<first + 4
      for knot in 0..<4 {
        splines[vector * columns.knots + first + knot][column % 4] = columns.weights[column][knot]
      }
    }
    self.splines = splines
    self.reach = reach
  }

  /// Calls `body` with the displacements of one image in one epoch.
  func withField(seed: UInt64, epoch: UInt32, image: Int, _ body: (ElasticField) -> Void) {
    let count = 2 * rows.knots * vectors
    Self.withRoom(for: count + 2 * vectors) { lines in
      let stream = RandomStream(
        seed: seed, purpose: .elasticDistortion, epoch: epoch,
        index: UInt32(truncatingIfNeeded: image))
      let extent = draw(from: stream, into: lines)
      body(ElasticField(grid: self, lines: lines, row: lines + count, extent: extent))
    }
  }

  /// Lends room for so many vectors: on the stack where an image of 28 x 28 finds enough, since the
  /// library's temporary allocations are on the heap from 1 KiB on.
  private static func withRoom(for count: Int, _ body: (UnsafeMutablePointer<SIMD4<Float>>) -> Void)
  {
    if count <= 256 {
      var room = InlineArray<256, SIMD4<Float>>(repeating: SIMD4())
      var span = room.mutableSpan
      span.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { body(base) }
      }
    } else {
      withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: count) { buffer in
        buffer.initialize(repeating: SIMD4())
        if let base = buffer.baseAddress { body(base) }
      }
    }
  }

  /// Draws the numbers on all knots and interpolates them along the rows of knots.
  ///
  /// # Shapes
  /// `lines`: `[row of knots][direction][vector]`, overwritten.
  ///
  /// Returns the largest magnitude of a number, which no displacement exceeds.
  private func draw(
    from stream: RandomStream, into lines: UnsafeMutablePointer<SIMD4<Float>>
  ) -> Float {
    var stream = stream
    var extent: Float = 0
    let knots = columns.knots
    let step = 0x1p-15 * range
    withUnsafeTemporaryAllocation(of: SIMD2<Float>.self, capacity: knots) { numbers in
      splines.withUnsafeBufferPointer { splines in
        for row in 0..<rows.knots {
          for knot in 0..<knots {
            // Sixteen bits for each direction: a sum of sixteen such numbers needs no more.
            let word = stream.nextWord()
            let (low, high) = (
              Int16(truncatingIfNeeded: word), Int16(truncatingIfNeeded: word >> 16)
            )
            let number = (SIMD2(Float(low), Float(high)) + 0.5) * step
            extent = max(extent, number.x.magnitude, number.y.magnitude)
            numbers[knot] = number
          }
          let line = lines + 2 &* row &* vectors
          for vector in 0..<vectors {
            var (rowSum, columnSum) = (SIMD4<Float>(), SIMD4<Float>())
            for knot in reach[vector] {
              let spline = splines[vector &* knots &+ knot]
              rowSum += numbers[knot].x * spline
              columnSum += numbers[knot].y * spline
            }
            line[vector] = rowSum
            line[vectors &+ vector] = columnSum
          }
        }
      }
    }
    return extent
  }
}
