import LeNetModel

/// The function in C that turns the bytes of an image into the network's input.
enum CFloatPreparation {
  /// The constants that the function reads.
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
    let pixel = CPreparation.pixel(
      preparation, comment: "A pixel as a number; beyond the image there is background.",
      type: "float", background: "pixel_offset[map]"
    ) { "(float)\($0) * pixel_factor[map] + pixel_offset[map]" }
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
    return [pixel, CPreparation.prepare(preparation, type: "float", lines)]
  }
}
