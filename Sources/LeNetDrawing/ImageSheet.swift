public import LeNetGraphics
import LeNetText
public import LeNetData
import LeNetModel

extension Drawing {
  /// Images of a data set with their classes and their indices, row by row.
  public static func images(
    _ images: [Int], of dataset: Dataset, split: String, perRow: Int = 10
  ) -> Drawing {
    let columns = min(perRow, max(images.count, 1))
    let (cell, line) = (72.0, 96.0)
    let rows = (images.count + columns - 1) / columns
    let title = "\(dataset.name), \(split) split"
    let names = images.map { dataset.classes[Int(dataset.labels[$0])] }
    var drawing = Drawing(
      width: max(2 * margin + cell * Double(columns) - 8, 320),
      height: topWithDetail + line * Double(rows), title: title,
      summary:
        "\(images.count.of("image")); their classes, row by row: \(names.joined(separator: ", ")).")
    drawing.heading(
      title,
      detail: "\(images.count.grouped) of \(dataset.count.of("image")) of \(dataset.shape)")
    for (place, image) in images.enumerated() {
      let x = margin + cell * Double(place % columns)
      let y = topWithDetail + line * Double(place / columns)
      let width = cell - 8
      drawing.bitmap(Bitmap(image: image, of: dataset), x: x, y: y, width: width)
      drawing.text(
        names[place].fitted(to: cell - 4, size: 11), x: x + width / 2, y: y + width + 14, size: 11,
        anchor: .middle)
      drawing.text(
        "\(image)", x: x + width / 2, y: y + width + 25, size: 9, anchor: .middle, tone: .quiet)
    }
    return drawing
  }
}
