import LeNetModel

/// The function in C that turns the bytes of an image into the network's input.
enum CFloatPreparation {
  /// What it reads besides the pixels.
  static func constants(_ preparation: PlainPreparation) -> [String] {
    var texts = [
      CText.array("pixel_factor", preparation.scales.map(\.factor)),
      CText.array("pixel_offset", preparation.scales.map(\.offset)),
    ]
    if let taps = preparation.taps {
      for (axis, taps) in [("row", taps.rows), ("column", taps.columns)] {
        texts.append(CText.array("uint16_t", "\(axis)_first", taps.map { "\($0.first)" }))
        texts.append(CText.array("uint16_t", "\(axis)_second", taps.map { "\($0.second)" }))
        texts.append(CText.array("\(axis)_weight", taps.map(\.weight)))
      }
    }
    return texts
  }

  /// The function and what it calls.
  static func functions(_ preparation: PlainPreparation) -> [String] {
    let (image, input, border) = (preparation.image, preparation.input, preparation.border)
    let bounds =
      border == .init()
      ? []
      : [
        "row -= \(border.top);", "column -= \(border.left);",
        "if (row < 0 || row >= \(image.rows) || column < 0 || column >= \(image.columns)) {",
        "    return pixel_offset[map];", "}",
      ]
    let number = "(float)pixels[(map * \(image.rows) + row) * \(image.columns) + column]"
    let pixel = """
      /* A pixel as a number; beyond the image there is background. */
      static float pixel(const uint8_t *pixels, int map, int row, int column)
      {
      \(CText.indented(bounds + ["return \(number) * pixel_factor[map] + pixel_offset[map];"]).joined(separator: "\n"))
      }
      """
    func value(_ row: String, _ column: String) -> String {
      "pixel(pixels, map, \(row), \(column))"
    }
    let lines: [String]
    if preparation.taps == nil {
      lines = ["*out++ = \(value("row", "column"));"]
    } else {
      func across(_ row: String, _ name: String) -> [String] {
        [
          "const float \(name)_left = \(value(row, "column_first[column]"));",
          "const float \(name) = \(name)_left"
            + " + (\(value(row, "column_second[column]")) - \(name)_left) * column_weight[column];",
        ]
      }
      lines =
        across("row_first[row]", "above") + across("row_second[row]", "below")
        + ["*out++ = above + (below - above) * row_weight[row];"]
    }
    let loops = CLoops.around(
      lines,
      [.init("map", input.maps), .init("row", input.rows), .init("column", input.columns)])
    return [
      pixel,
      """
      static void prepare(const uint8_t *pixels, float *out)
      {
      \(CText.indented(["int map, row, column;"] + loops).joined(separator: "\n"))
      }
      """,
    ]
  }
}
