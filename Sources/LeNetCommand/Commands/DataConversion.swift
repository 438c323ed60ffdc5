import LeNet
import LeNetData
import LeNetFiles
import LeNetGraphics
import LeNetText

/// Writes the parts of a data set as files of another form.
struct DataConversion {
  private let data: WholeData
  private let output: String

  init(_ data: WholeData, to output: String) {
    (self.data, self.output) = (data, output)
  }

  /// One archive of arrays.
  func npz() throws {
    guard let bytes = data.npz else {
      throw CommandFailure.wrongUse(
        "the images have more than 2 GB, which is too much for one archive; choose --to idx")
    }
    try AtomicFile.write(bytes, to: output)
  }

  /// IDX files under MNIST's names, which know no validation images.
  func idx() throws {
    if let validation = data.validation {
      OutputStream.error.remark(
        "the \(validation.count.of("validation image")) are written as val-images, which no program reads by itself"
      )
    }
    try write(data.idx)
  }

  /// A table for each part.
  func csv() throws {
    guard let files = data.csv else {
      throw CommandFailure.wrongUse(
        "a line of a table does not tell the size of an image, so only square ones in grey or three colours can be written; choose --to npz or idx"
      )
    }
    try write(files)
  }

  private func write(_ files: [(name: String, bytes: [UInt8])]) throws {
    try makeFolders(output)
    for (name, bytes) in files { try AtomicFile.write(bytes, to: joinPath(output, name)) }
    try writeClasses()
  }

  private func writeClasses() throws {
    guard let names = data.namedClasses else { return }
    let text = names.joined(separator: "\n") + "\n"
    try AtomicFile.write(Array(text.utf8), to: joinPath(output, "classes.txt"))
  }

  /// A folder of PNG files for each class, numbered in the order of the images.
  func png() throws {
    let files = NewFiles()
    let total = parts.reduce(0) { $0 + $1.data.count }
    var (done, live) = (0, LiveLine())
    defer { live.clear() }
    for (part, dataset) in parts {
      guard dataset.shape.maps == 1 || dataset.shape.maps == 3 else {
        throw CommandFailure.wrongUse(
          "the images have \(dataset.shape.maps) maps, and pictures have 1 or 3; choose --to npz or idx"
        )
      }
      for name in Set(dataset.labels.map { dataset.classes[Int($0)] }) {
        try makeFolders("\(output)/\(part)/\(PictureFolder.folderName(name))")
      }
      let digits = String(max(dataset.count - 1, 0)).count
      for index in 0..<dataset.count {
        let number = String(index)
        let zeros = String(repeating: "0", count: digits - number.count)
        let name = PictureFolder.folderName(dataset.classes[Int(dataset.labels[index])])
        try files.write(
          dataset.bitmap(index).png(), to: "\(output)/\(part)/\(name)/\(zeros)\(number).png")
        done += 1
        live.show(WrittenCount(count: done, total: total))
      }
    }
    try writeClasses()
    files.synchronize()
  }

  private var parts: [(name: String, data: Dataset)] {
    [("train", data.training), ("val", data.validation), ("test", data.test)].compactMap {
      name, data in data.map { (name, $0) }
    }
  }

  /// Says what was written.
  func report(json: Bool, form: String) throws {
    guard json else {
      let counts = parts.map { "\($0.data.count.of("image")) in \($0.name)" }
      OutputStream.error.note("\(counts.joined(separator: ", "))")
      return try OutputStream.standard.writePath(output)
    }
    try OutputStream.standard.writeJSON(
      .object([
        "output": .string(output), "form": .string(form),
        "images": .object(
          Dictionary(uniqueKeysWithValues: parts.map { ($0.name, JSON.integer($0.data.count)) })),
      ]))
  }
}

extension Dataset {
  /// An image as it is: grey, or in three colours.
  fileprivate func bitmap(_ index: Int) -> Bitmap {
    let pixels = pixels(of: index)
    let size = shape.rows * shape.columns
    let (green, blue) = shape.maps == 3 ? (size, 2 * size) : (0, 0)
    return Bitmap(
      rows: shape.rows, columns: shape.columns,
      colours: (0..<size).map { (pixels[$0], pixels[green + $0], pixels[blue + $0]) })
  }
}
