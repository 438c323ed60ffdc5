public import LeNetFiles
import LeNetModel

/// Why a picture cannot be read.
public enum ImageError: Error, Equatable, Sendable {
  /// The file could not be read.
  case unreadable(FileReadingError)
  /// The bytes are of no format that is read.
  case format(found: String?)
  /// The bytes end early or are damaged.
  case damaged(format: String)
  /// The picture has more pixels than are decoded.
  case tooLarge(columns: Int, rows: Int, limit: Int)
  /// A kind of picture within a known format that is not read.
  case unsupported(format: String, problem: String)
  /// libvips is not installed, or too old.
  case libraryMissing(format: String)
  /// The bytes of a picture in memory are not as many as its sizes say.
  case pixels(rows: Int, columns: Int, channels: Int, bytes: Int)
}

extension ImageError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence.
  public var description: String {
    switch self {
    case .unreadable(let error):
      return error.description
    case .format(let found):
      let what = found.map { "is \($0)" } ?? "is no picture that can be read"
      return "The file \(what): expected PNG, JPEG, WebP, TIFF, GIF, HEIC, BMP or PGM."
    case .damaged(let format):
      return
        "The \(format) file is damaged, ends early, or is of a kind that this libvips does not decode: "
        + "save or copy it again."
    case .tooLarge(let columns, let rows, let limit):
      return "The picture has \(columns) x \(rows) pixels, more than \(limit / 1_000_000) million: "
        + "make it smaller first."
    case .unsupported(let format, let problem):
      return "The \(format) file \(problem): save it as PNG or JPEG."
    case .libraryMissing(let format):
      return "Reading \(format) needs libvips 8.13 or newer, which is not there: install it "
        + "(libvips42 or libvips42t64 of Debian and Ubuntu, vips of Homebrew), or save the picture as BMP or PGM."
    case .pixels(let rows, let columns, let channels, let bytes):
      return "A picture of \(rows) rows, \(columns) columns and \(channels) channels cannot have "
        + "\(bytes) bytes: expected rows x columns x channels, all above 0."
    }
  }
}
