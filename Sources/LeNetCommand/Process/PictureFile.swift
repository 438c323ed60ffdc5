import LeNet
import LeNetFiles
import LeNetGraphics
import LeNetImages
import LeNetDrawing

/// The file of a drawing, with a format by its extension.
struct PictureFile {
  /// The formats of a drawing.
  enum Form: String {
    case png, svg
  }

  let path: String
  let form: Form

  /// The number of PNG pixels per unit of a drawing.
  private static let scale = 2.0

  /// Nil for another extension.
  init?(path: String) {
    guard let dot = path.lastIndex(of: "."),
      let form = Form(rawValue: path[path.index(after: dot)...].lowercased())
    else { return nil }
    self.path = path
    self.form = form
  }

  /// Writes the picture so that a crash leaves the old file or the new one.
  func write(_ drawing: Drawing) throws {
    switch form {
    case .svg: try AtomicFile.write(Array(drawing.svg.utf8), to: path)
    case .png:
      let bytes: [UInt8]
      do throws(ImageError) {
        bytes = try RasterImage(drawing: drawing.svg, scale: Self.scale).encoded(as: ".png")
      } catch {
        throw CommandFailure.notDrawnAsPNG("the picture", endings: ".svg")
      }
      try AtomicFile.write(bytes, to: path)
    }
  }
}
