public import LeNetGraphics
import LeNetText
public import LeNetData
import LeNetModel

extension Drawing {
  /// The first images of each class of a data set, one row per class.
  public static func samples(of dataset: Dataset, split: String, perClass: Int = 16) -> Drawing {
    let rows = dataset.samples(perClass: perClass)
    let longest = rows.map { width(of: $0.name, size: 13, isBold: true) }.max() ?? 0
    let counts = rows.map { width(of: $0.count.grouped, size: 10.5) }.max() ?? 0
    let widest = min(max(longest, counts), 180)
    let left = margin + widest + 14
    let most = rows.map(\.images.count).max() ?? 0
    let ratio = Double(dataset.shape.rows) / Double(dataset.shape.columns)
    let height = 44 * ratio
    var drawing = Drawing(
      width: left + 48 * Double(most) + margin,
      height: topWithDetail + (height + 6) * Double(rows.count) + margin / 2,
      title: "Images of \(dataset.name)",
      summary: "The first images of each class: "
        + rows.map { "\($0.name), \($0.count.of("image"))" }.joined(separator: "; ") + ".")
    drawing.heading(
      "\(dataset.name), \(split) split",
      detail: "\(dataset.count.of("image")) of \(dataset.shape), "
        + dataset.classes.count.of("class", "classes"))
    for (place, row) in rows.enumerated() {
      let y = topWithDetail + (height + 6) * Double(place)
      drawing.text(
        row.name.fitted(to: widest, size: 13, isBold: true), x: margin, y: y + height / 2, size: 13,
        isBold: true)
      drawing.text(
        row.count.grouped, x: margin, y: y + height / 2 + 14, size: 10.5, tone: .quiet)
      for (column, image) in row.images.enumerated() {
        drawing.bitmap(
          Bitmap(image: image, of: dataset), x: left + 48 * Double(column), y: y, width: 44)
      }
    }
    return drawing
  }
}

extension Dataset {
  /// Some images of one class.
  package struct ClassSample: Sendable {
    /// The class's name.
    package let name: String
    /// The number of images of the class.
    package let count: Int
    /// The indices of the first ones.
    package let images: [Int]
  }

  /// The first images of each class, in the order of the classes.
  package func samples(perClass: Int) -> [ClassSample] {
    var (counts, images) = ([Int](), [[Int]]())
    counts = Array(repeating: 0, count: classes.count)
    images = Array(repeating: [], count: classes.count)
    for (image, label) in labels.enumerated() {
      counts[Int(label)] += 1
      if images[Int(label)].count < perClass { images[Int(label)].append(image) }
    }
    return classes.indices.map {
      ClassSample(name: classes[$0], count: counts[$0], images: images[$0])
    }
  }
}

extension Bitmap {
  /// An image of a data set: in colour with three maps, else the first map as ink on
  /// paper.
  package init(image: Int, of dataset: Dataset) {
    let shape = dataset.shape
    let pixels = dataset.pixels(of: image)
    if shape.maps == 3 {
      self.init(colours: pixels, rows: shape.rows, columns: shape.columns)
    } else {
      self.init(
        ink: pixels.prefix(shape.rows * shape.columns), rows: shape.rows, columns: shape.columns)
    }
  }

  /// Three maps, red, green and blue.
  init(colours pixels: some RandomAccessCollection<UInt8>, rows: Int, columns: Int) {
    let (pixels, area) = (Array(pixels), rows * columns)
    self.init(
      rows: rows, columns: columns,
      colours: (0..<area).map { (pixels[$0], pixels[$0 + area], pixels[$0 + 2 * area]) })
  }
}
