/// Shrinks a picture row by row, so that a large one needs little memory.
struct RowShrinker {
  private let columns: Int
  private let channels: RasterImage.Channels
  /// The side in pixels of a square that becomes one pixel; the last ones of a row or column may be smaller.
  private let step: Int
  private let longest: Int
  private let longerSide: Int
  private var sums: [Int]
  private var rowsInSums = 0
  private var rows = 0
  private var bytes: [UInt8] = []

  /// Shrinks a picture of these sizes until no side is longer than `longest`.
  init(rows: Int, columns: Int, channels: RasterImage.Channels, longest: Int) {
    self.longest = longest
    longerSide = max(rows, columns)
    self.columns = columns
    self.channels = channels
    step = max(1, longerSide / longest)
    let kept = (columns + step - 1) / step
    sums = [Int](repeating: 0, count: kept * channels.rawValue)
    bytes.reserveCapacity((rows + step - 1) / step * sums.count)
  }

  /// Takes the bytes of the next row.
  mutating func add(_ row: [UInt8]) {
    let count = channels.rawValue
    if step == 1 {
      bytes += row
      rows += 1
      return
    }
    for column in 0..<columns {
      for channel in 0..<count {
        sums[column / step * count + channel] += Int(row[column * count + channel])
      }
    }
    rowsInSums += 1
    if rowsInSums == step { flush() }
  }

  private mutating func flush() {
    guard rowsInSums > 0 else { return }
    for (place, sum) in sums.enumerated() {
      let width = min(step, columns - place / channels.rawValue * step)
      bytes.append(UInt8(sum / (width * rowsInSums)))
      sums[place] = 0
    }
    rowsInSums = 0
    rows += 1
  }

  /// The shrunk picture of all rows.
  mutating func image() -> RasterImage {
    flush()
    var picture = RasterImage(
      checkedRows: rows, columns: sums.count / channels.rawValue, channels: channels, bytes: bytes
    ).shrunk(toFit: longest)
    picture.shrinkage = Double(longerSide) / Double(max(picture.rows, picture.columns))
    return picture
  }
}
