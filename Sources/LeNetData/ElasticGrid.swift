import KernelTypes
import LeNetKernels
import LeNetModel
import LeNetRandom

/// The precomputed values of an elastic distortion for images of one size.
struct ElasticGrid: Sendable {
  private let rows: SplineAxis
  private let columns: SplineAxis
  private let shape: Shape
  /// The weights of the knot columns in the columns of pixels, `[knot][stride]`.
  private let columnWeights: [Float]
  /// The column numbers 0, 1, 2 and so on, `[stride]`.
  private let columnNumbers: [Float]
  /// The numbers on knots are uniform in -range...range.
  private let range: Float

  /// - Precondition: the distortion is valid and images of the shape are small enough.
  init(_ distortion: ElasticDistortion, shape: Shape) {
    precondition(
      (try? distortion.validate()) != nil && ElasticDistortion.takes(shape),
      "an elastic distortion of \(distortion) and images of \(shape)")
    self.shape = shape
    // The variance of the cubic B-spline is a third of the squared distance between knots.
    let spacing = 3.0.squareRoot() * distortion.smoothness
    rows = SplineAxis(count: shape.rows, spacing: spacing)
    columns = SplineAxis(count: shape.columns, spacing: spacing)
    // Numbers in -a...a have the variance a²/3, of which splines leave ∫β² = 151/315 along each axis.
    range = Float(distortion.displacement * 3.0.squareRoot() * (315.0 / 151.0))
    let stride = DisplacementSplines.stride(of: shape.columns)
    var weights = [Float](repeating: 0, count: columns.knots * stride)
    for column in 0..<shape.columns {
      for knot in 0..<4 {
        weights[(columns.first[column] + knot) * stride + column] = columns.weights[column][knot]
      }
    }
    columnWeights = weights
    columnNumbers = (0..<stride).map(Float.init)
  }

  /// Calls `body` with the displacements of one image in one epoch.
  func withField(seed: UInt64, epoch: UInt32, image: Int, _ body: (ElasticField) -> Void) {
    let stream = RandomStream(
      seed: seed, purpose: .elasticDistortion, epoch: epoch,
      index: UInt32(truncatingIfNeeded: image))
    withSplines { splines in
      let lineNumbers = 2 * splines.knotRows * splines.stride
      let squareWords = FramedMap.squareRoom(rows: shape.rows, columns: shape.columns)
      Self.withRoom(for: lineNumbers + squareWords) { lines in
        let extent = draw(from: stream, through: splines, into: lines)
        (lines + lineNumbers).withMemoryRebound(to: Int32.self, capacity: squareWords) { squares in
          body(
            ElasticField(
              extent: extent, lines: UnsafePointer(lines), splines: splines, squares: squares))
        }
      }
    }
  }

  private func withSplines(_ body: (DisplacementSplines) -> Void) {
    rows.withTables { firstOfRow, rowWeights in
      columns.withTables { firstOfColumn, _ in
        columnWeights.withUnsafeBufferPointer { weights in
          columnNumbers.withUnsafeBufferPointer { numbers in
            guard let weights = weights.baseAddress, let numbers = numbers.baseAddress else {
              return
            }
            body(
              DisplacementSplines(
                rows: shape.rows, columns: shape.columns, knotRows: rows.knots,
                knotColumns: columns.knots, firstOfRow: firstOfRow, firstOfColumn: firstOfColumn,
                rowWeights: rowWeights, columnWeights: weights, columnNumbers: numbers))
          }
        }
      }
    }
  }

  /// Calls `body` with memory for `count` numbers: up to 2560 on the stack, enough for any distortion of
  /// images of 28 x 28, because the library's temporary allocations use the heap from 1 KiB on.
  private static func withRoom(for count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    if count <= 2560 {
      var room = InlineArray<2560, Float>(repeating: 0)
      var span = room.mutableSpan
      span.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { body(base) }
      }
    } else {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { buffer in
        buffer.initialize(repeating: 0)
        if let base = buffer.baseAddress { body(base) }
      }
    }
  }

  /// Draws the numbers on all knots and interpolates them along the rows of knots.
  ///
  /// # Shapes
  /// `lines`: `[row of knots][direction][stride]`, overwritten.
  ///
  /// Returns the largest magnitude of a number, an upper bound of the displacements.
  private func draw(
    from stream: RandomStream, through splines: DisplacementSplines,
    into lines: UnsafeMutablePointer<Float>
  ) -> Float {
    var stream = stream
    var extent: Float = 0
    let step = 0x1p-15 * range
    let (knotRows, knots) = (splines.knotRows, splines.knotColumns)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * knotRows * knots) { numbers in
      guard let numbers = numbers.baseAddress else { return }
      for row in 0..<knotRows {
        let line = numbers + 2 * row * knots
        for knot in 0..<knots {
          // Sixteen bits for each direction: a sum of sixteen such numbers needs no more.
          let word = stream.nextWord()
          let (low, high) = (Int16(truncatingIfNeeded: word), Int16(truncatingIfNeeded: word >> 16))
          let number = (SIMD2(Float(low), Float(high)) + 0.5) * step
          extent = max(extent, number.x.magnitude, number.y.magnitude)
          (line + knot).initialize(to: number.x)
          (line + knots + knot).initialize(to: number.y)
        }
      }
      ElasticKernels.best.spreadAlongColumns(splines, numbers: numbers, into: lines)
    }
    return extent
  }
}
