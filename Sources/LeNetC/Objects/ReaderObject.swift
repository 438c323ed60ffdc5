import CLeNet
import LeNetImages
import LeNetReading
import LeNetText

/// A reader of pictures behind a handle.
final class ReaderObject: HandledObject, Sendable {
  static let kind = "a reader"

  /// What a reader reads.
  enum Reader: Sendable {
    case digit(DigitReader)
    case numbers(NumberReader)
  }

  let reader: Reader

  init(_ reader: Reader) { self.reader = reader }

  /// The longest side of a picture that is decoded for it.
  var longestSide: Int {
    switch reader {
    case .digit: RasterImage.longestSide
    case .numbers: RasterImage.longestPageSide
    }
  }

  /// Reads a picture; returns the values by name.
  func members(of picture: RasterImage) -> [String: JSON] {
    switch reader {
    case .digit(let reader): reader.read(picture).members
    case .numbers(let reader): reader.read(picture).members
    }
  }
}
