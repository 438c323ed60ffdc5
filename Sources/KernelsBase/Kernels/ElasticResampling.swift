public import KernelTypes

// The results are the same bits in every instruction set: nothing here is a fused product.
extension FloatKernels: ElasticKernelSet {
  private typealias Words = V.MaskStorage

  /// A register of columns at a time, all lines of it.
  public static func spreadAlongColumns(
    _ splines: DisplacementSplines, numbers: UnsafePointer<Float>,
    into lines: UnsafeMutablePointer<Float>
  ) {
    let (lanes, width) = (V.scalarCount, splines.stride)
    var column = 0
    while column < splines.columns {
      let last = min(column + lanes, splines.columns) - 1
      let reach = splines.firstOfColumn[column]..<splines.firstOfColumn[last] + 4
      for line in 0..<2 * splines.knotRows {
        let knots = numbers + line * splines.knotColumns
        var sum = V()
        for knot in reach {
          let weights: V = load(splines.columnWeights + knot * width + column)
          sum += weights * V(repeating: knots[knot])
        }
        store(sum, lines + line * width + column)
      }
      column += lanes
    }
  }

  /// Registers that no displacement can bring into the frame are left out.
  public static func resample(
    _ frame: FramedMap, at grid: FixedPointGrid, displacedBy splines: DisplacementSplines,
    lines: UnsafePointer<Float>, extent: Float, squares: UnsafeMutablePointer<Int32>,
    into output: UnsafeMutablePointer<UInt8>
  ) {
    gatherSquares(frame, into: squares)
    let (lanes, columns, width) = (V.scalarCount, splines.columns, splines.stride)
    // Measured from the frame's corner, points are kept from 0 to these.
    let lastRow = Float(frame.rows + 1).nextDown
    let lastColumn = Float(frame.columns + 1).nextDown
    let (lowest, rightmost) = (V(repeating: lastRow), V(repeating: lastColumn))
    let (yStep, xStep) = (pixels(grid.columnStep.row), pixels(grid.columnStep.column))
    let (yExtent, xExtent) = (Float(lanes - 1) * yStep, Float(lanes - 1) * xStep)
    for row in 0..<splines.rows {
      let start = grid.start(ofRow: row)
      let (yStart, xStart) = (pixels(start.row) + 1, pixels(start.column) + 1)
      let upper = lines + 2 * width * splines.firstOfRow[row]
      let weights = splines.rowWeights[row]
      var next = 0
      while next < columns {
        // The last ones overlap their neighbours.
        let column = max(0, min(next, columns - lanes))
        next += lanes
        let y = yStart + Float(column) * yStep
        let x = xStart + Float(column) * xStep
        guard
          min(y, y + yExtent) - extent < lastRow, max(y, y + yExtent) + extent > 0,
          min(x, x + xExtent) - extent < lastColumn, max(x, x + xExtent) + extent > 0
        else { continue }
        let places: V = load(splines.columnNumbers + column)
        let dy = displacement(upper + column, width, weights)
        let dx = displacement(upper + width + column, width, weights)
        var down = (places * V(repeating: yStep) + V(repeating: yStart) + dy).maximum(V())
        var right = (places * V(repeating: xStep) + V(repeating: xStart) + dx).maximum(V())
        down.replace(with: lowest, where: lowest .< down)
        right.replace(with: rightmost, where: rightmost .< right)
        let values = bilinear(squares, frame.columns + 1, down, right)
        let line = output + row * columns + column
        if columns >= lanes {
          for lane in 0..<lanes { line[lane] = UInt8(truncatingIfNeeded: values[lane]) }
        } else {
          for lane in 0..<columns { line[lane] = UInt8(truncatingIfNeeded: values[lane]) }
        }
      }
    }
  }

  /// Four neighbours a word: the upper left one lowest, then the upper right one.
  private static func gatherSquares(
    _ frame: FramedMap, into squares: UnsafeMutablePointer<Int32>
  ) {
    let across = frame.columns + 1
    for row in 0...frame.rows {
      let upper = frame.pixels + row * frame.width
      let lower = upper + frame.width
      var column = 0
      while column < across {
        let top = words(upper + column) | words(upper + column + 1) &<< 8
        let bottom = words(lower + column) | words(lower + column + 1) &<< 8
        // Beyond the end of a row the next one overwrites it.
        storeWords(top | bottom &<< 16, squares + row * across + column)
        column += V.scalarCount
      }
    }
  }

  /// The values at points measured from the frame's corner, as the last bits of a number.
  @inline(__always)
  private static func bilinear(
    _ squares: UnsafePointer<Int32>, _ across: Int, _ y: V, _ x: V
  ) -> Words {
    // Adding it removes the binary places; the whole number is then in the last bits.
    let whole = V(repeating: 0x1.8p23)
    let half = V(repeating: 0.5)
    let upper = (y - half + whole) - whole
    let left = (x - half + whole) - whole
    let (down, right) = (y - upper, x - left)
    let places =
      unsafeBitCast(upper * V(repeating: Float(across)) + left + whole, to: Words.self) & 0x3F_FFFF
    var square = Words()
    for lane in 0..<V.scalarCount { square[lane] = squares[Int(places[lane])] }
    let (a, b) = (number(square), number(square &>> 8))
    let (c, d) = (number(square &>> 16), number(square &>> 24))
    let first = a + (b - a) * right
    let second = c + (d - c) * right
    return unsafeBitCast(first + (second - first) * down + whole, to: Words.self)
  }

  /// The last byte of each word as a number, by way of the bits of 2^23 + byte.
  @inline(__always)
  private static func number(_ words: Words) -> V {
    unsafeBitCast(words & 0xFF | 0x4B00_0000, to: V.self) - V(repeating: 0x1p23)
  }

  @inline(__always)
  private static func words(_ bytes: UnsafePointer<UInt8>) -> Words {
    var words = Words()
    for lane in 0..<V.scalarCount { words[lane] = Int32(bytes[lane]) }
    return words
  }

  @inline(__always)
  private static func storeWords(_ words: Words, _ place: UnsafeMutablePointer<Int32>) {
    withUnsafeBytes(of: words) {
      UnsafeMutableRawPointer(place).copyMemory(
        from: $0.baseAddress.unsafelyUnwrapped, byteCount: MemoryLayout<Words>.size)
    }
  }

  /// What four rows of knots give a row of pixels.
  @inline(__always)
  private static func displacement(
    _ line: UnsafePointer<Float>, _ width: Int, _ weights: SIMD4<Float>
  ) -> V {
    let (first, second): (V, V) = (load(line), load(line + 2 * width))
    let (third, fourth): (V, V) = (load(line + 4 * width), load(line + 6 * width))
    let upper = first * V(repeating: weights[0]) + second * V(repeating: weights[1])
    let lower = third * V(repeating: weights[2]) + fourth * V(repeating: weights[3])
    return upper + lower
  }

  /// A fixed-point coordinate in pixels.
  @inline(__always)
  private static func pixels(_ coordinate: Int) -> Float { Float(Double(coordinate) * 0x1p-32) }
}
