package import LeNetCatalog
import LeNetData
package import LeNetModel

/// The figures of one split of a data set.
package struct SplitFigures: Sendable {
  /// The split.
  package let split: DatasetSplit
  /// Number of images.
  package let count: Int
  /// The size of an image.
  package let shape: Shape
  /// The number of images per class, in the order of class numbers.
  package let classCounts: [Int]
  /// The mean of each map's pixels, from 0 to 1.
  package let means: [Double]
  /// The standard deviation of each map's pixels, where 1 is white.
  package let standardDeviations: [Double]
  /// The brightest pixel.
  package let brightest: UInt8
  /// The indices of images whose pixels all have the same value, but not 0.
  package let constant: [Int]
  /// The indices of images whose pixels are all 0.
  package let blank: [Int]
  /// SHA-256 of the files, by name.
  package let sha256: [String: String]
  /// The share of images, of one map, that are brighter along their border than inside.
  let brightBorders: Double

  init(_ dataset: Dataset, split: DatasetSplit) {
    self.split = split
    count = dataset.count
    let shape = dataset.shape
    self.shape = shape
    sha256 = dataset.sha256
    var classCounts = [Int](repeating: 0, count: dataset.classes.count)
    for label in dataset.labels { classCounts[Int(label)] += 1 }
    self.classCounts = classCounts
    let size = shape.rows * shape.columns
    var sums = [Int](repeating: 0, count: shape.maps)
    var squares = [Int](repeating: 0, count: shape.maps)
    var (constant, blank, bright) = ([Int](), [Int](), 0)
    var brightest: UInt8 = 0
    let border = Self.border(shape)
    for image in 0..<dataset.count {
      dataset.pixels(of: image).withUnsafeBufferPointer { pixels in
        var isConstant = true
        var (least, most) = (pixels[0], pixels[0])
        for map in 0..<shape.maps {
          var (sum, square) = (0, 0)
          let first = pixels[map * size]
          for place in map * size..<(map + 1) * size {
            let value = pixels[place]
            sum += Int(value)
            square += Int(value) * Int(value)
            if value != first { isConstant = false }
            least = min(least, value)
            most = max(most, value)
          }
          sums[map] += sum
          squares[map] += square
        }
        brightest = max(brightest, most)
        if isConstant, most > 0 { constant.append(image) }
        if most == 0 { blank.append(image) }
        if shape.maps == 1 {
          var edge = 0
          for place in border { edge += Int(pixels[place]) }
          // Lighter than the middle between the darkest and the lightest: paper, not ink.
          let middle = (Int(least) + Int(most)) / 2
          let limit = (middle + 1) * border.count
          if most != least, edge > limit { bright += 1 }
        }
      }
    }
    let values = Double(size) * Double(max(count, 1))
    means = sums.map { Double($0) / values / 255 }
    standardDeviations = zip(sums, squares).map { sum, square in
      let mean = Double(sum) / values
      return max(0, Double(square) / values - mean * mean).squareRoot() / 255
    }
    self.constant = constant
    self.blank = blank
    self.brightest = brightest
    brightBorders = Double(bright) / Double(max(count, 1))
  }

  /// The indices of the border pixels.
  private static func border(_ shape: Shape) -> [Int] {
    (0..<shape.rows * shape.columns).filter { place in
      let (row, column) = (place / shape.columns, place % shape.columns)
      return row == 0 || column == 0 || row == shape.rows - 1 || column == shape.columns - 1
    }
  }
}
