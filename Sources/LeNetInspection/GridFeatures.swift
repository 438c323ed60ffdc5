import LeNetData
import LeNetModel

/// Images as few numbers: the means of the cells of a grid over each map.
struct GridFeatures {
  /// The number of cells along a side.
  static let side = 8

  /// The number of features per image.
  let width: Int
  /// `[image][map][row][column]`, 0 to 255.
  let values: [Float]

  var count: Int { width == 0 ? 0 : values.count / width }

  /// The part of an image that the grid covers.
  struct Frame: Hashable {
    var rows: Range<Int>
    var columns: Range<Int>
  }

  /// The features of some images.
  init(_ dataset: Dataset, indices: [Int], frame: Frame? = nil) {
    let shape = dataset.shape
    let frame = frame ?? Frame(rows: 0..<shape.rows, columns: 0..<shape.columns)
    let rows = Self.cells(frame.rows)
    let columns = Self.cells(frame.columns)
    width = shape.maps * rows.count * columns.count
    var values: [Float] = []
    values.reserveCapacity(width * indices.count)
    for image in indices {
      dataset.pixels(of: image).withUnsafeBufferPointer { pixels in
        for map in 0..<shape.maps {
          let start = map * shape.rows * shape.columns
          for band in rows {
            for cell in columns {
              var sum = 0
              for row in band {
                for place in cell { sum += Int(pixels[start + row * shape.columns + place]) }
              }
              values.append(Float(sum) / Float(band.count * cell.count))
            }
          }
        }
      }
    }
    self.values = values
  }

  /// The frame that contains ink in the mean image.
  static func inkFrame(_ dataset: Dataset, indices: [Int]) -> Frame {
    let shape = dataset.shape
    var sums = [Int](repeating: 0, count: shape.rows * shape.columns)
    for image in indices {
      let pixels = dataset.pixels(of: image)
      for place in sums.indices { sums[place] += Int(pixels[place]) }
    }
    let least = (sums.max() ?? 0) / 25
    func range(_ count: Int, _ isInk: (Int) -> Bool) -> Range<Int> {
      let inked = (0..<count).filter(isInk)
      guard let first = inked.first, let last = inked.last else { return 0..<count }
      return first..<last + 1
    }
    return Frame(
      rows: range(shape.rows) { row in
        (0..<shape.columns).contains { sums[row * shape.columns + $0] > least }
      },
      columns: range(shape.columns) { column in
        (0..<shape.rows).contains { sums[$0 * shape.columns + column] > least }
      })
  }

  /// Divides a range into pieces of nearly equal length, each at least one pixel.
  private static func cells(_ range: Range<Int>) -> [Range<Int>] {
    (0..<side).map { cell in
      let start = range.lowerBound + cell * range.count / side
      let end = range.lowerBound + (cell + 1) * range.count / side
      return min(start, range.upperBound - 1)..<max(end, min(start, range.upperBound - 1) + 1)
    }
  }
}
