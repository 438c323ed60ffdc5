import LeNetModel

/// What the preparations in numbers and in whole numbers have in common in C.
enum CPreparation {
  /// The function `pixel`, which gives a pixel of the image, or the background beyond it.
  static func pixel(
    _ preparation: PlainPreparation, comment: String, type: String, background: String,
    _ value: (_ byte: String) -> String
  ) -> String {
    let (image, border) = (preparation.image, preparation.border)
    let bounds =
      border == .init()
      ? []
      : [
        "row -= \(border.top);", "column -= \(border.left);",
        "if (row < 0 || row >= \(image.rows) || column < 0 || column >= \(image.columns)) {",
        "    return \(background);", "}",
      ]
    let byte = "pixels[(map * \(image.rows) + row) * \(image.columns) + column]"
    return """
      /* \(comment) */
      static \(type) pixel(const uint8_t *pixels, int map, int row, int column)
      {
      \(CText.indented(bounds + ["return \(value(byte));"]).joined(separator: "\n"))
      }
      """
  }

  /// The function `prepare`, which runs `lines` for every number of the network's input.
  static func prepare(_ preparation: PlainPreparation, type: String, _ lines: [String]) -> String {
    let input = preparation.input
    let loops = CLoops.around(
      lines,
      [.init("map", input.maps), .init("row", input.rows), .init("column", input.columns)])
    return """
      static void prepare(const uint8_t *pixels, \(type) *out)
      {
      \(CText.indented(["int map, row, column;"] + loops).joined(separator: "\n"))
      }
      """
  }
}
