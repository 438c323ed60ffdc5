import LeNetData
import LeNetFiles
import LeNetModel
import SyntheticPhotos

/// The letters and digits of fonts from Scripts/glyphs.py.
struct Glyphs {
  let fields: [(field: InkField, character: Character)]

  /// Reads `NAME-images` and `NAME-labels` of a folder.
  init(_ name: String, in folder: String) throws {
    let images = try IDX.images(
      try FileReading.bytes(of: "\(folder)/\(name)-images", limit: IDX.largestFile))
    let labels = try IDX.labels(
      try FileReading.bytes(of: "\(folder)/\(name)-labels", limit: IDX.largestFile))
    let size = images.shape.count
    fields = labels.labels.enumerated().map { index, label in
      (
        InkField(
          grey: Array(images.pixels[index * size..<(index + 1) * size]), rows: images.shape.rows,
          columns: images.shape.columns),
        Character(Unicode.Scalar(label))
      )
    }
  }
}
