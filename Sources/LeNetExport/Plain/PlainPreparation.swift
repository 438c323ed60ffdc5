import LeNetModel

/// The preparation of images in plain loops, as exported files describe it.
///
/// Independent of the engine's, so that the comparison of an export with the model also compares these two.
struct PlainPreparation {
  /// A place between two pixels along one axis.
  struct Tap: Equatable {
    let first: Int
    let second: Int
    /// The share of the second one.
    let weight: Float
  }

  /// Rows and columns of background on each side.
  struct Border: Equatable {
    var top = 0
    var bottom = 0
    var left = 0
    var right = 0
  }

  /// The shape of the images.
  let image: Shape
  /// The shape of the network's input.
  let input: Shape
  /// The background around the image before it is resized.
  let border: Border
  /// Bilinear interpolation along rows and columns; nil if the size stays.
  let taps: (rows: [Tap], columns: [Tap])?
  /// x = byte factor + offset, by map.
  let scales: [(factor: Float, offset: Float)]

  /// The preparation of images of a shape, which fit the network.
  init(_ preparation: Preparation, image: Shape, input: Shape) {
    self.image = image
    self.input = input
    var border = Border()
    if preparation.resizeMode == .pad || preparation.resizeMode == .shrink {
      let mode = preparation.resizeMode
      let down = Preparation.paddedSide(input.rows, resizeMode: mode) - image.rows
      let across = Preparation.paddedSide(input.columns, resizeMode: mode) - image.columns
      border = Border(
        top: down / 2, bottom: down - down / 2, left: across / 2, right: across - across / 2)
    }
    self.border = border
    let rows = image.rows + border.top + border.bottom
    let columns = image.columns + border.left + border.right
    taps =
      preparation.resizeMode == .resize || preparation.resizeMode == .shrink
      ? (Self.taps(from: rows, to: input.rows), Self.taps(from: columns, to: input.columns)) : nil
    scales = zip(preparation.mean, preparation.standardDeviation).map {
      (Float(1 / (255 * $1)), Float(-$0 / $1))
    }
  }

  /// Rows before the image is resized.
  var paddedRows: Int { image.rows + border.top + border.bottom }
  /// Columns before the image is resized.
  var paddedColumns: Int { image.columns + border.left + border.right }

  /// Pixel centres at half numbers; beyond the ends the last pixel.
  private static func taps(from input: Int, to output: Int) -> [Tap] {
    (0..<output).map { place in
      let centre = max(0, (Double(place) + 0.5) * Double(input) / Double(output) - 0.5)
      let first = min(Int(centre), input - 1)
      return Tap(
        first: first, second: min(first + 1, input - 1), weight: Float(centre - Double(first)))
    }
  }

  /// The network's input for an image's bytes.
  func input(of pixels: ArraySlice<UInt8>) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(input.count)
    for map in 0..<image.maps {
      let (factor, offset) = scales[map]
      var padded = [Float](repeating: offset, count: paddedRows * paddedColumns)
      for row in 0..<image.rows {
        let source = pixels.startIndex + (map * image.rows + row) * image.columns
        let target = (row + border.top) * paddedColumns + border.left
        for column in 0..<image.columns {
          padded[target + column] = Float(pixels[source + column]) * factor + offset
        }
      }
      guard let taps else {
        result += padded
        continue
      }
      for down in taps.rows {
        let (upper, lower) = (down.first * paddedColumns, down.second * paddedColumns)
        for across in taps.columns {
          let (left, right) = (across.first, across.second)
          let above =
            padded[upper + left] + (padded[upper + right] - padded[upper + left]) * across.weight
          let below =
            padded[lower + left] + (padded[lower + right] - padded[lower + left]) * across.weight
          result.append(above + (below - above) * down.weight)
        }
      }
    }
    return result
  }
}
