import LeNetData
import LeNetImages
import LeNetRandom

/// Digits of MNIST in a row, dark on white and three times as large as in MNIST, up to two pixels too high or too low.
struct TestString {
  private static let (rows, columns, scale) = (40, 260, 3)

  private let data: Dataset
  private let images: Range<Int>
  private var ink = [UInt8](repeating: 0, count: rows * columns)
  private var place = 8
  private(set) var label = ""

  /// Digits with gaps in pixels of MNIST between the ink of two.
  init(
    of data: Dataset, _ images: Range<Int>, _ gaps: ClosedRange<Int>, digits: Int = 5,
    from stream: inout RandomStream
  ) {
    (self.data, self.images) = (data, images)
    for _ in 0..<digits {
      addDigit(from: &stream)
      place += gaps.lowerBound + Int(stream.below(UInt32(gaps.count)))
    }
  }

  /// A number with one or two digits behind a point or comma, half of them with a minus before.
  init(decimalsOf data: Dataset, _ images: Range<Int>, from stream: inout RandomStream) {
    (self.data, self.images) = (data, images)
    if stream.uniform() < 0.5 {
      label += "-"
      add(width: 9, rows: 18..<20)
      place += 3
    }
    for _ in 0...Int(stream.below(4)) {
      addDigit(from: &stream)
      place += 2 + Int(stream.below(3))
    }
    let isComma = stream.uniform() < 0.5
    label += isComma ? "," : "."
    add(width: 3, rows: isComma ? 26..<33 : 26..<29)
    place += 3
    for _ in 0...Int(stream.below(2)) {
      addDigit(from: &stream)
      place += 2 + Int(stream.below(3))
    }
  }

  private mutating func addDigit(from stream: inout RandomStream) {
    let index = images.lowerBound + Int(stream.below(UInt32(images.count)))
    label += "\(data.labels[index])"
    let pixels = data.pixels(of: index)
    let used = (0..<28).filter { column in (0..<28).contains { pixels[$0 * 28 + column] > 0 } }
    guard let left = used.first, let right = used.last else { return }
    let down = Int(stream.below(5)) + 4
    for row in 0..<28 {
      for column in left...right {
        let target = (row + down) * Self.columns + place + column - left
        ink[target] = max(ink[target], pixels[row * 28 + column])
      }
    }
    place += right - left + 1
  }

  private mutating func add(width: Int, rows: Range<Int>) {
    for row in rows {
      for column in place..<place + width { ink[row * Self.columns + column] = 255 }
    }
    place += width
  }

  var labelledPicture: (picture: RasterImage, label: String) {
    get throws {
      let width = min(Self.columns, place + 8)
      func value(_ row: Int, _ column: Int) -> Float {
        guard row >= 0, row < Self.rows, column >= 0, column < width else { return 0 }
        return Float(ink[row * Self.columns + column])
      }
      var bytes: [UInt8] = []
      for row in 0..<Self.rows * Self.scale {
        let y = (Float(row) + 0.5) / Float(Self.scale) - 0.5
        for column in 0..<width * Self.scale {
          let x = (Float(column) + 0.5) / Float(Self.scale) - 0.5
          let (top, left) = (y.rounded(.down), x.rounded(.down))
          let (down, right) = (y - top, x - left)
          let (line, first) = (Int(top), Int(left))
          let above = value(line, first) * (1 - right) + value(line, first + 1) * right
          let below = value(line + 1, first) * (1 - right) + value(line + 1, first + 1) * right
          bytes.append(255 - UInt8(above * (1 - down) + below * down))
        }
      }
      let picture = try RasterImage(
        rows: Self.rows * Self.scale, columns: width * Self.scale, channels: .grey, bytes: bytes)
      return (picture, label)
    }
  }
}
