import LeNet
import LeNetDrawing
import LeNetFiles
import LeNetImages
import LeNetReading

/// What can be drawn into a file.
protocol Explained {
  var drawing: Drawing { get }
  var html: String { get }
  func png() throws(ImageError) -> [UInt8]
}

extension Explanation: Explained {}
extension PageExplanation: Explained {}

/// The file formats of an explanation, by extension.
enum ExplanationFormat: String {
  case png, svg, html

  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  /// The one picture to explain, no side longer than `longest`.
  static func onePicture(
    _ pictures: [String], longest: Int = RasterImage.longestSide, page: Int
  ) throws -> (path: String, image: RasterImage) {
    var paths = PicturePaths(pictures)
    guard let path = paths.next(), paths.next() == nil else {
      throw CommandFailure.wrongUse("--explain draws one picture; name exactly one")
    }
    let bytes =
      path == "-" ? try StandardInput.bytes(limit: RasterImage.largestFile) : nil
    do throws(ImageError) {
      let image =
        if let bytes {
          try RasterImage(decoding: bytes, longest: longest, page: page)
        } else {
          try RasterImage(contentsOf: path, longest: longest, page: page)
        }
      return (path, image)
    } catch {
      throw CommandFailure.wrongUse(PredictionReport.sentence(path, error))
    }
  }

  func write(_ explanation: some Explained, to path: String) throws {
    switch self {
    case .svg: try AtomicFile.write(Array(explanation.drawing.svg.utf8), to: path)
    case .html: try AtomicFile.write(Array(explanation.html.utf8), to: path)
    case .png:
      let bytes: [UInt8]
      do throws(ImageError) {
        bytes = try explanation.png()
      } catch {
        throw CommandFailure.notDrawnAsPNG("the steps", endings: ".svg or .html")
      }
      try AtomicFile.write(bytes, to: path)
    }
  }
}
