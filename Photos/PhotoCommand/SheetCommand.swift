import ArgumentParser
import LeNetData
import LeNetFiles
import LeNetImages
import LeNetModel
import SyntheticPhotos
import LeNetReading

/// Draws photos next to their prepared images.
struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: "Draw photos of test digits next to their prepared images, as one PNG.")

  @Argument(help: "The file to write.")
  var output: String

  @Option(help: "The first image of MNIST's test split.")
  var first = 0

  @Option(help: "Largest number of images.")
  var limit = 10_000

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 7

  @Option(help: "A model file. (default: the built-in model)")
  var model: String?

  @Flag(help: "Only misclassified ones.")
  var failures = false

  func run() throws {
    let photos = try TestPhotos(seed: seed, longest: 1000)
    let data = photos.data
    let reader = try DigitReader(
      model: try model.map { try ModelFile.read($0) } ?? DigitReader.defaultModel)
    let (cell, across, down) = (112, 12, 8)
    let width = across * (cell + 60)
    var sheet = [UInt8](repeating: 90, count: width * down * cell)
    var (shown, index, failed) = (0, first, 0)
    while shown < across * down, index < data.count, index < first + limit {
      let digit = data.pixels(of: index)
      let (scene, file) = try photos.photo(index)
      let photo = try RasterImage(decoding: file)
      let prepared = DigitPreparation(photo)
      let reading = reader.read(photo)
      let isRight = reading.label == "\(data.labels[index])"
      if !isRight {
        failed += 1
        print(
          index, data.labels[index], reading.label ?? "-", reading.verdict,
          scene.factors.map(\.rawValue).sorted().joined(separator: " "))
      }
      index += 1
      if failures && isRight { continue }
      let (left, top) = (shown % across * (cell + 60), shown / across * cell)
      let longer = max(photo.rows, photo.columns)
      for row in 0..<cell - 2 {
        for column in 0..<cell - 2 {
          let (y, x) = (row * longer / cell, column * longer / cell)
          guard y < photo.rows, x < photo.columns else { continue }
          sheet[(top + row) * width + left + column] =
            photo.bytes[(y * photo.columns + x) * photo.channels.rawValue]
        }
      }
      for row in 0..<56 {
        for column in 0..<56 {
          sheet[(top + row) * width + left + cell + column] =
            prepared.map { 255 - $0.pixels[row / 2 * 28 + column / 2] } ?? 90
          sheet[(top + 56 + row - (row == 55 ? 1 : 0)) * width + left + cell + column] =
            255 - digit[row / 2 * 28 + column / 2]
        }
      }
      shown += 1
    }
    print("\(failed) of \(index - first) read wrong")
    let image = try RasterImage(rows: down * cell, columns: width, channels: .grey, bytes: sheet)
    try AtomicFile.write(image.encoded(as: ".png"), to: output)
  }
}
