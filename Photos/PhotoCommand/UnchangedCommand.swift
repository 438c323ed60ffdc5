import ArgumentParser
import LeNetData
import LeNetImages
import SyntheticPhotos

/// Prepares images of MNIST and counts the unchanged ones.
struct UnchangedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unchanged",
    abstract: "Count the images of MNIST that the preparation does not change.")

  func run() throws {
    let splits = try DatasetSplits.mnist()
    for data in [splits.training, splits.test] {
      var (same, moved, none) = (0, 0, 0)
      for index in 0..<data.count {
        let pixels = data.pixels(of: index)
        let image = try RasterImage(rows: 28, columns: 28, channels: .grey, bytes: pixels)
        guard let prepared = DigitPreparation(image) else {
          none += 1
          continue
        }
        if prepared.pixels == pixels {
          same += 1
        } else if prepared.pixels.sorted() == pixels.sorted() {
          moved += 1
        }
      }
      // Enlarged, so that strokes have pixels enough to be measured.
      let widths = (0..<min(data.count, 2000)).compactMap { index -> Float? in
        let pixels = data.pixels(of: index)
        let field = InkField(grey: pixels, rows: 28, columns: 28)
        return DigitPreparation(field.picture(side: 224))?.strokeWidth
      }.sorted()
      let quantiles = [0.01, 0.05, 0.5, 0.95, 0.99].map { widths[Int(Double(widths.count) * $0)] }
      print("widths of strokes, 1st, 5th, 50th, 95th and 99th percentile: \(quantiles)")
      print("\(data.name): \(same) of \(data.count) unchanged, \(moved) shifted, \(none) blank")
    }
  }
}
