import LeNetModel

/// The bytes of an image as the first step of a network in whole numbers takes them.
struct CIntegerPreparation {
  private let preparation: PlainPreparation
  /// The shares of the second pixel, of 256.
  private let rows: [Int]
  private let columns: [Int]

  init(_ preparation: PlainPreparation) {
    self.preparation = preparation
    func shares(_ taps: [PlainPreparation.Tap]?) -> [Int] {
      (taps ?? []).map { Int(($0.weight * 256).rounded()) }
    }
    (rows, columns) = (shares(preparation.taps?.rows), shares(preparation.taps?.columns))
  }

  /// The constants that the function reads.
  var constants: [String] {
    guard let taps = preparation.taps else { return [] }
    return [("row", taps.rows, rows), ("column", taps.columns, columns)].flatMap {
      axis, taps, shares in
      [
        CText.array("uint16_t", "\(axis)_first", taps.map { "\($0.first)" }),
        CText.array("uint16_t", "\(axis)_second", taps.map { "\($0.second)" }),
        CText.array("uint16_t", "\(axis)_weight", shares.map(String.init)),
      ]
    }
  }

  /// The function and what it calls.
  var functions: [String] {
    let pixel = CPreparation.pixel(
      preparation, comment: "A pixel; beyond the image there is background.", type: "int",
      background: "0"
    ) { $0 }
    func value(_ row: String, _ column: String) -> String {
      "pixel(pixels, map, \(row), \(column))"
    }
    var lines = ["*out++ = (uint8_t)\(value("row", "column"));"]
    if preparation.taps != nil {
      func across(_ row: String, _ name: String) -> String {
        "const int \(name) = \(value(row, "column_first[column]")) * (256 - column_weight[column])"
          + " + \(value(row, "column_second[column]")) * column_weight[column];"
      }
      lines = [
        across("row_first[row]", "above"), across("row_second[row]", "below"),
        "*out++ = (uint8_t)((above * (256 - row_weight[row]) + below * row_weight[row] + 32768) / 65536);",
      ]
    }
    return [pixel, CPreparation.prepare(preparation, type: "uint8_t", lines)]
  }

  /// What the function makes of an image's bytes.
  func input(of pixels: ArraySlice<UInt8>) -> [Int32] {
    let (image, border) = (preparation.image, preparation.border)
    func pixel(_ map: Int, _ row: Int, _ column: Int) -> Int {
      let (row, column) = (row - border.top, column - border.left)
      guard 0..<image.rows ~= row, 0..<image.columns ~= column else { return 0 }
      return Int(pixels[pixels.startIndex + (map * image.rows + row) * image.columns + column])
    }
    var result: [Int32] = []
    for map in 0..<image.maps {
      guard let taps = preparation.taps else {
        for row in 0..<preparation.paddedRows {
          for column in 0..<preparation.paddedColumns {
            result.append(Int32(pixel(map, row, column)))
          }
        }
        continue
      }
      for (down, below) in zip(taps.rows, rows) {
        for (across, right) in zip(taps.columns, columns) {
          func row(_ row: Int) -> Int {
            pixel(map, row, across.first) * (256 - right) + pixel(map, row, across.second) * right
          }
          let sum = row(down.first) * (256 - below) + row(down.second) * below
          result.append(Int32((sum + 32768) / 65536))
        }
      }
    }
    return result
  }
}
