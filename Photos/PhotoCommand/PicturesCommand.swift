import ArgumentParser
import LeNetFiles
import LeNetImages
import LeNetModel
import LeNetReading
import LeNetText
import SyntheticPhotos

/// Measures the reader of digits on labelled pictures.
struct PicturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pictures", abstract: "Measure the reader of digits on labelled pictures.")

  @Argument(
    help: "A folder with pictures and labels.csv: its columns are file, kind, label and condition.")
  var folder: String

  @Option(help: "A model file. (default: the built-in model)")
  var model: String?

  @Option(help: "PNG file for the pictures that were not read well, beside their prepared images.")
  var sheet: String?

  func run() throws {
    let reader = try DigitReader(
      model: try model.map { try ModelFile.read($0) } ?? DigitReader.defaultModel)
    var groups: [String: [(label: String, reading: Reading)]] = [:]
    var shown: [(picture: RasterImage, prepared: [UInt8]?)] = []
    for row in try LabelledPicture.all(in: folder) {
      let picture = try RasterImage(contentsOf: joinPath(folder, row.file))
      let reading = reader.read(picture)
      groups["\(row.kind), \(row.condition)", default: []].append((row.label, reading))
      let isRight = reading.label == row.label
      let isGood =
        row.kind == "single"
        ? reading.verdict == .accepted && isRight : reading.verdict != .accepted
      if isGood { continue }
      print(
        row.file, row.label, reading.verdict, reading.label ?? "-", isRight ? "right" : "wrong",
        NumberText.percent(reading.confidence), "other", NumberText.percent(reading.other))
      shown.append((picture, DigitPreparation(picture)?.pixels))
    }
    print("| pictures | count | best class right | accepted | wrong among accepted | several |")
    print("|---|---|---|---|---|---|")
    for (name, answers) in groups.sorted(by: { $0.key < $1.key }) {
      let accepted = answers.filter { $0.reading.verdict == .accepted }
      let figures = [
        answers.count, answers.count { $0.reading.label == $0.label }, accepted.count,
        accepted.count { $0.reading.label != $0.label },
        answers.count { $0.reading.verdict == .several },
      ]
      print("| \(name) | " + figures.map { "\($0)" }.joined(separator: " | ") + " |")
    }
    if let sheet { try PreparedSheet.write(shown, to: sheet) }
  }
}

/// A row of the table of labelled pictures.
struct LabelledPicture {
  let file: String
  let kind: String
  let label: String
  let condition: String

  /// The rows of `labels.csv` in a folder.
  static func all(in folder: String) throws -> [LabelledPicture] {
    let bytes = try FileReading.bytes(of: joinPath(folder, "labels.csv"), limit: 1 << 24)
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
      .compactMap { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 4 else { return nil }
        return LabelledPicture(
          file: fields[0], kind: fields[1], label: fields[2], condition: fields[3])
      }
  }
}

/// Pictures beside their prepared images, in one picture.
enum PreparedSheet {
  private static let (cell, across) = (168, 6)

  static func write(
    _ pictures: [(picture: RasterImage, prepared: [UInt8]?)], to path: String
  ) throws {
    let width = across * 2 * cell
    let height = max(1, (pictures.count + across - 1) / across) * cell
    var sheet = [UInt8](repeating: 90, count: width * height)
    for (index, (picture, prepared)) in pictures.enumerated() {
      let (left, top) = (index % across * 2 * cell, index / across * cell)
      let longer = max(picture.rows, picture.columns)
      for row in 0..<cell - 2 {
        for column in 0..<cell - 2 {
          let (y, x) = (row * longer / cell, column * longer / cell)
          if y < picture.rows, x < picture.columns {
            let place = (y * picture.columns + x) * picture.channels.rawValue
            sheet[(top + row) * width + left + column] = picture.bytes[place]
          }
          if let prepared {
            sheet[(top + row) * width + left + cell + column] =
              255 - prepared[row * 28 / cell * 28 + column * 28 / cell]
          }
        }
      }
    }
    let image = try RasterImage(rows: height, columns: width, channels: .grey, bytes: sheet)
    try AtomicFile.write(image.encoded(as: ".png"), to: path)
  }
}
