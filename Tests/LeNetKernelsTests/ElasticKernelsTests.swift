import KernelTypes
import LeNetKernels
import LeNetRandom
import Testing

@Suite("Elastic distortion by instruction set")
struct ElasticKernelsTests {
  @Test(
    "every instruction set gives the same bytes, and they are those of the plain formula",
    arguments: 1...40 as ClosedRange<UInt64>)
  func sameBytes(seed: UInt64) {
    let map = DistortedMap(seed: seed)
    let expected = map.plainly()
    for set in InstructionSet.available {
      #expect(
        map.resampled(by: set) == expected, "\(set), seed \(seed), \(map.rows)x\(map.columns)")
    }
  }
}

/// Random ink in a map, moved at random.
private struct DistortedMap {
  let rows, columns: Int
  let knotRows: Int
  let knotColumns: Int
  let firstOfRow: [Int]
  let firstOfColumn: [Int]
  let rowWeights: [SIMD4<Float>]
  let columnWeights: [Float]
  let numbers: [Float]
  let frameRows, frameColumns: Int
  let frame: [UInt8]
  let grid: FixedPointGrid

  var stride: Int { DisplacementSplines.stride(of: columns) }
  var extent: Float { numbers.map(\.magnitude).max() ?? 0 }

  init(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .test)
    let (rows, columns) = (1 + Int(stream.below(40)), 1 + Int(stream.below(40)))
    let spacing = 2 + Int(stream.below(6))
    func firsts(_ count: Int) -> [Int] { (0..<count).map { $0 / spacing } }
    func weights() -> SIMD4<Float> {
      let parts = SIMD4<Float>((0..<4).map { _ in Float(stream.uniform()) })
      return parts / parts.sum()
    }
    (self.rows, self.columns) = (rows, columns)
    (firstOfRow, firstOfColumn) = (firsts(rows), firsts(columns))
    (knotRows, knotColumns) = ((rows - 1) / spacing + 4, (columns - 1) / spacing + 4)
    rowWeights = (0..<rows).map { _ in weights() }
    let stride = DisplacementSplines.stride(of: columns)
    var table = [Float](repeating: 0, count: knotColumns * stride)
    for column in 0..<columns {
      let parts = weights()
      for knot in 0..<4 { table[(column / spacing + knot) * stride + column] = parts[knot] }
    }
    columnWeights = table
    let size = 4 * Float(stream.uniform())
    numbers = (0..<2 * knotRows * knotColumns).map { _ in size * Float(2 * stream.uniform() - 1) }
    (frameRows, frameColumns) = (1 + Int(stream.below(30)), 1 + Int(stream.below(30)))
    let (inner, outer) = (frameRows, frameColumns)
    var frame = (0..<(inner + 2) * (outer + 2)).map { place in
      let (row, column) = (place / (outer + 2), place % (outer + 2))
      let value = UInt8(stream.below(256))
      return (1...inner).contains(row) && (1...outer).contains(column) ? value : 0
    }
    // What lies behind the frame must not matter.
    frame += (0..<FramedMap.slack).map { _ in UInt8(stream.below(256)) }
    self.frame = frame
    func coordinate(_ scale: Double) -> Int { Int(scale * (2 * stream.uniform() - 1) * 0x1p32) }
    grid = FixedPointGrid(
      origin: .init(row: coordinate(6), column: coordinate(6)),
      rowStep: .init(row: coordinate(2), column: coordinate(1)),
      columnStep: .init(row: coordinate(1), column: coordinate(2)))
  }

  func resampled(by set: InstructionSet) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: rows * columns)
    let kernels = ElasticKernels.kernels(for: set)
    var lines = [Float](repeating: .nan, count: 2 * knotRows * stride)
    var squares = [Int32](
      repeating: -1, count: FramedMap.squareRoom(rows: frameRows, columns: frameColumns))
    let columnNumbers = (0..<stride).map(Float.init)
    withPointers { firstOfRow, firstOfColumn, rowWeights in
      columnWeights.withUnsafeBufferPointer { columnWeights in
        columnNumbers.withUnsafeBufferPointer { columnNumbers in
          let splines = DisplacementSplines(
            rows: rows, columns: columns, knotRows: knotRows, knotColumns: knotColumns,
            firstOfRow: firstOfRow, firstOfColumn: firstOfColumn, rowWeights: rowWeights,
            columnWeights: columnWeights.baseAddress.unsafelyUnwrapped,
            columnNumbers: columnNumbers.baseAddress.unsafelyUnwrapped)
          kernels.spreadAlongColumns(splines, numbers: numbers, into: &lines)
          frame.withUnsafeBufferPointer { pixels in
            kernels.resample(
              FramedMap(
                pixels: pixels.baseAddress.unsafelyUnwrapped, rows: frameRows, columns: frameColumns
              ),
              at: grid, displacedBy: splines, lines: lines, extent: extent, squares: &squares,
              into: &output)
          }
        }
      }
    }
    return output
  }

  private func withPointers(
    _ body: (UnsafePointer<Int>, UnsafePointer<Int>, UnsafePointer<SIMD4<Float>>) -> Void
  ) {
    firstOfRow.withUnsafeBufferPointer { rows in
      firstOfColumn.withUnsafeBufferPointer { columns in
        rowWeights.withUnsafeBufferPointer { weights in
          body(
            rows.baseAddress.unsafelyUnwrapped, columns.baseAddress.unsafelyUnwrapped,
            weights.baseAddress.unsafelyUnwrapped)
        }
      }
    }
  }

  /// Pixel by pixel, in the order of sums that the kernels promise.
  func plainly() -> [UInt8] {
    (0..<rows * columns).map { place in
      let (row, column) = (place / columns, place % columns)
      func pixels(_ coordinate: Int) -> Float { Float(Double(coordinate) * 0x1p-32) }
      func point(_ origin: Int, _ rowStep: Int, _ columnStep: Int, _ direction: Int) -> Float {
        let start = pixels(origin + row * rowStep) + 1
        return Float(column) * pixels(columnStep) + start + displacement(row, column, direction)
      }
      let y = point(grid.origin.row, grid.rowStep.row, grid.columnStep.row, 0)
      let x = point(grid.origin.column, grid.rowStep.column, grid.columnStep.column, 1)
      let lowest = Float(frameRows + 1).nextDown
      let rightmost = Float(frameColumns + 1).nextDown
      return value(min(max(y, 0), lowest), min(max(x, 0), rightmost))
    }
  }

  private func displacement(_ row: Int, _ column: Int, _ direction: Int) -> Float {
    let sums = (0..<4).map { knotRow in
      (0..<4).reduce(Float(0)) { sum, knot in
        let knot = firstOfColumn[column] + knot
        let line = (2 * (firstOfRow[row] + knotRow) + direction) * knotColumns
        return sum + columnWeights[knot * stride + column] * numbers[line + knot]
      }
    }
    let weights = rowWeights[row]
    return (sums[0] * weights[0] + sums[1] * weights[1])
      + (sums[2] * weights[2] + sums[3] * weights[3])
  }

  private func value(_ y: Float, _ x: Float) -> UInt8 {
    let upper = (y - 0.5).rounded(.toNearestOrEven)
    let left = (x - 0.5).rounded(.toNearestOrEven)
    let (down, right) = (y - upper, x - left)
    let corner = Int(upper) * (frameColumns + 2) + Int(left)
    let below = corner + frameColumns + 2
    let (a, b) = (Float(frame[corner]), Float(frame[corner + 1]))
    let (c, d) = (Float(frame[below]), Float(frame[below + 1]))
    let first = a + (b - a) * right
    let second = c + (d - c) * right
    return UInt8((first + (second - first) * down).rounded(.toNearestOrEven))
  }
}
