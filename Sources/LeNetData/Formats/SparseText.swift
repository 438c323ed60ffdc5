public import LeNetArchives
import LeNetCatalog
import LeNetModel

/// USPS in LIBSVM's format: one image per line, `label index:value ...`.
///
/// 16 x 16 pixels from -1 to 1, indices from 1, omitted ones are 0; label 1 is digit 0. Values
/// become (value + 1) / 2 x 255 without the fraction, the same bytes as in torchvision.
enum SparseText {
  private static let side = 16
  static let shape = Shape(1, side, side)

  /// Reads a whole file, text or bzip2.
  static func read(_ bytes: [UInt8], limit: Int = 1 << 27) throws(SparseTextError) -> (
    images: [UInt8], labels: [UInt8], sha256: String
  ) {
    var content = bytes
    if isBzip2(bytes[...]) {
      do {
        content = try Bzip2.inflate(bytes, limit: limit)
      } catch {
        throw .bzip2(error)
      }
    }
    let parsed = try content.withUnsafeBufferPointer { buffer throws(SparseTextError) in
      try read(TextBytes(buffer))
    }
    return (parsed.images, parsed.labels, LeNetCatalog.sha256(of: content))
  }

  private static func read(
    _ source: TextBytes
  ) throws(SparseTextError) -> (images: [UInt8], labels: [UInt8]) {
    var text = source
    var images: [UInt8] = []
    var labels: [UInt8] = []
    var number = 0
    while let line = text.nextLine() {
      number += 1
      let words = text.bytes[line].split(separator: 32)
      // The last line may be empty.
      if words.isEmpty, text.isAtEnd { break }
      guard let word = words.first,
        let label = text.wholeNumber(word.startIndex..<word.endIndex), 1...10 ~= label
      else {
        let found = words.first.map { text.text($0.startIndex..<$0.endIndex) } ?? ""
        throw .label(line: number, text: String(found.prefix(40)))
      }
      labels.append(UInt8(label - 1))
      var pixels = [UInt8](repeating: 127, count: side * side)
      var last = 0
      for word in words.dropFirst() {
        let value = try value(word, line: number, of: text, after: last)
        last = value.index
        pixels[value.index - 1] = UInt8((value.value + 1) / 2 * 255)
      }
      images += pixels
    }
    guard !labels.isEmpty else { throw .empty }
    return (images, labels)
  }

  private static func value(
    _ word: Slice<UnsafeBufferPointer<UInt8>>, line: Int, of text: TextBytes, after last: Int
  ) throws(SparseTextError) -> (index: Int, value: Double) {
    guard let colon = word.firstIndex(of: UInt8(ascii: ":")),
      let index = text.wholeNumber(word.startIndex..<colon), index > last, index <= side * side,
      let value = text.decimal(colon + 1..<word.endIndex), -1...1 ~= value
    else {
      throw .value(line: line, text: String(text.text(word.startIndex..<word.endIndex).prefix(40)))
    }
    return (index, value)
  }
}

/// What is wrong with a file of USPS; lines count from 1.
public enum SparseTextError: Error, Hashable, Sendable {
  /// There is no line.
  case empty
  /// A line does not begin with a label from 1 to 10.
  case label(line: Int, text: String)
  /// A value is not `index:value` with rising indices up to 256 and values from -1 to 1.
  case value(line: Int, text: String)
  /// The compressed data are damaged.
  case bzip2(Bzip2Error)
}

extension SparseTextError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .empty: "there is no line with an image; is it the right file?"
    case .label(let line, let text):
      "line \(line) begins with '\(text)', expected a label from 1 to 10; is it the right file?"
    case .value(let line, let text):
      "line \(line) holds '\(text)', expected index:value with indices that rise to 256 and values "
        + "from -1 to 1; copy or download the file again"
    case .bzip2(let error): error.description
    }
  }
}
