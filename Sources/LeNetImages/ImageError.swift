public import LeNetFiles
import CVips
import LeNetModel

/// Why a picture cannot be read.
public enum ImageError: Error, Equatable, Sendable {
  /// The file could not be read.
  case unreadable(FileReadingError)
  /// The bytes are not in a format that can be read.
  case format(found: String?)
  /// The bytes end early or are damaged.
  case damaged(format: String)
  /// The picture has more pixels than the limit.
  case tooLarge(columns: Int, rows: Int, limit: Int)
  /// The format is known, but not this kind of it.
  case unsupported(format: String, problem: String)
  /// libvips is not installed, or too old.
  case libraryMissing(format: String)
  /// libvips is installed, but could not be loaded.
  case libraryFailed(format: String, reason: String)
  /// The file has no such page or frame, counted from 1; nil if the number cannot be one.
  case page(Int, pages: Int?)
  /// The number of bytes of a picture in memory does not match its sizes.
  case pixels(rows: Int, columns: Int, channels: Int, bytes: Int)

  /// The error of a format that needs libvips, after it could not be loaded.
  static func withoutLibrary(_ format: String) -> ImageError {
    cvips_problem().map { .libraryFailed(format: format, reason: String(cString: $0)) }
      ?? .libraryMissing(format: format)
  }
}

extension ImageError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence.
  public var description: String {
    switch self {
    case .unreadable(let error):
      return error.description
    case .format(let found):
      let what = found.map { "is \($0)" } ?? "is not a picture that can be read"
      return "the file \(what); expected PNG, JPEG, WebP, TIFF, GIF, HEIC, BMP or PGM"
    case .damaged(let format):
      return
        "the \(format) file is damaged, ends early, or is of a kind that this libvips does not decode; "
        + "save or copy it again"
    case .tooLarge(let columns, let rows, let limit):
      return "the picture has \(columns) x \(rows) pixels, more than \(limit / 1_000_000) million; "
        + "make it smaller first"
    case .unsupported(let format, let problem):
      return "the \(format) file \(problem); save it as PNG or JPEG"
    case .libraryFailed(let format, let reason):
      return
        "reading \(format) needs libvips, which cannot be loaded (\(reason)); mend that, or save the picture as BMP or "
        + "PGM"
    case .libraryMissing(let format):
      return
        "reading \(format) needs libvips 8.13 or newer, which is not installed; install libvips42 or "
        + "libvips42t64 (Debian, Ubuntu) or vips (Homebrew), or save the picture as BMP or PGM"
    case .page(let page, let pages):
      guard let pages else { return "there is no page \(page); pages count from 1" }
      return "there is no page \(page); expected 1 to \(pages)"
    case .pixels(let rows, let columns, let channels, let bytes):
      return "a picture of \(rows) rows, \(columns) columns and \(channels) channels cannot have "
        + "\(bytes) bytes; expected rows x columns x channels, all above 0"
    }
  }
}
