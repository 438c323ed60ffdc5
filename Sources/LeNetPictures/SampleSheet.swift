public import LeNetData
import LeNetModel

extension Drawing {
  /// Images of a data set with their classes and their numbers, row by row.
  ///
  /// Of three maps, red, green and blue are shown; of any other number, the first one as ink.
  public static func samples(
    of dataset: Dataset, images: [Int], part: String, perRow: Int = 10
  ) -> Drawing {
    let columns = min(perRow, max(images.count, 1))
    let (cell, line) = (72.0, 96.0)
    let rows = (images.count + columns - 1) / columns
    let title = "\(dataset.name), \(part) part"
    let names = images.map { dataset.classes[Int(dataset.labels[$0])] }
    var drawing = Drawing(
      width: max(24 + cell * Double(columns), 320), height: 48 + line * Double(rows), title: title,
      summary:
        "\(images.count) images; their classes, row by row: \(names.joined(separator: ", ")).")
    drawing.text(title, x: 16, y: 26, size: 14)
    for (place, image) in images.enumerated() {
      let x = 16 + cell * Double(place % columns)
      let y = 40 + line * Double(place / columns)
      let width = cell - 8
      drawing.bitmap(dataset.bitmap(of: image), x: x, y: y, width: width)
      drawing.text(
        names[place].shortened(to: 11), x: x + width / 2, y: y + width + 14, size: 11,
        anchor: .middle)
      drawing.text(
        "\(image)", x: x + width / 2, y: y + width + 25, size: 9, anchor: .middle, tone: .quiet)
    }
    return drawing
  }
}

extension Dataset {
  /// An image in colour, or as ink on paper.
  fileprivate func bitmap(of image: Int) -> Bitmap {
    let pixels = pixels(of: image)
    let size = shape.rows * shape.columns
    guard shape.maps == 3 else {
      return Bitmap(ink: pixels[..<size], rows: shape.rows, columns: shape.columns)
    }
    return Bitmap(
      rows: shape.rows, columns: shape.columns,
      colours: (0..<size).map { (pixels[$0], pixels[size + $0], pixels[2 * size + $0]) })
  }
}

extension String {
  /// The first letters and a sign that there are more.
  fileprivate func shortened(to count: Int) -> String {
    self.count <= count ? self : String(prefix(count - 1)) + "…"
  }
}
