import KernelTypes

/// The inked area of one map of an image, in a frame of zeros one pixel wide, so that every
/// point less than one pixel outside of it has its four neighbours.
///
/// Half of an MNIST digit is empty border; leaving it out saves a third of the time.
struct InkFrame {
  /// The rows and columns of the map that lie inside the frame.
  let rows: Range<Int>
  let columns: Range<Int>
  /// The upper left corner of the frame, whose rows follow each other without a gap.
  let pixels: UnsafePointer<UInt8>

  /// The length of a row of the frame.
  var width: Int { columns.count + 2 }

  /// Calls `body` with the framed ink of a map `[row][column]`; does nothing without ink.
  @inline(__always)
  static func withFrame(
    _ map: UnsafePointer<UInt8>, rows: Int, columns: Int, _ body: (InkFrame) -> Void
  ) {
    guard let ink = InkBox(map, rows: rows, columns: columns) else { return }
    let width = ink.columns.count + 2
    let capacity = (ink.rows.count + 2) * width + FramedMap.slack
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      buffer.initialize(repeating: 0)
      guard let pixels = buffer.baseAddress else { return }
      for (line, row) in ink.rows.enumerated() {
        (pixels + (line + 1) * width + 1).update(
          from: map + row * columns + ink.columns.lowerBound, count: ink.columns.count)
      }
      body(InkFrame(rows: ink.rows, columns: ink.columns, pixels: UnsafePointer(pixels)))
    }
  }
}

/// The smallest rectangle that holds all pixels other than 0.
private struct InkBox {
  let rows: Range<Int>
  let columns: Range<Int>

  /// Eight pixels at a time; nil if all are 0.
  init?(_ map: UnsafePointer<UInt8>, rows: Int, columns: Int) {
    func hasInk(_ row: Int) -> Bool {
      let line = map + row &* columns
      var column = 0
      while column < columns {
        if word(line, column, of: columns) != 0 { return true }
        column &+= 8
      }
      return false
    }
    var (top, bottom) = (0, rows)
    while top < rows && !hasInk(top) { top &+= 1 }
    guard top < rows else { return nil }
    while !hasInk(bottom &- 1) { bottom &-= 1 }

    var (left, right) = (columns, 0)
    var column = 0
    while column < columns {
      var inColumns: UInt64 = 0
      for row in top..<bottom { inColumns |= word(map + row &* columns, column, of: columns) }
      if inColumns != 0 {
        let first = max(0, min(column, columns &- 8))
        left = min(left, first &+ inColumns.trailingZeroBitCount / 8)
        right = max(right, first &+ 8 &- inColumns.leadingZeroBitCount / 8)
      }
      column &+= 8
    }
    self.rows = top..<bottom
    self.columns = left..<right
  }
}

/// Eight pixels of a row, the first one lowest: those from a column on, or its last eight.
@inline(__always)
private func word(_ line: UnsafePointer<UInt8>, _ column: Int, of columns: Int) -> UInt64 {
  guard columns < 8 else {
    let first = line + min(column, columns &- 8)
    return UInt64(littleEndian: UnsafeRawPointer(first).loadUnaligned(as: UInt64.self))
  }
  var word: UInt64 = 0
  for place in 0..<columns { word |= UInt64(line[place]) << (8 * UInt64(place)) }
  return word
}
