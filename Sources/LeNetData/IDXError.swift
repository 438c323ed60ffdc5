import LeNetText
public import LeNetArchives
import LeNetCatalog
import LeNetModel

/// What is wrong with the content of an IDX file.
public enum IDXError: Error, Hashable, Sendable {
  /// The file ends inside the header.
  case truncatedHeader(expected: Int, found: Int)
  /// The content is another format that is often stored under such a name.
  case otherFormat(OtherFormat)
  /// The first bytes are not those of an IDX file.
  case magic(found: [UInt8])
  /// The elements are not unsigned bytes (08); IDX's code of the type found.
  case elementType(UInt8)
  /// The number of dimensions does not fit the expected content.
  case dimensions(expected: IDX.Content, found: Int)
  /// One of the sizes is 0.
  case empty(sizes: [Int])
  /// The sizes multiply to more than `DataMemory.limit`.
  case tooLarge(sizes: [Int])
  /// The sizes multiply to more than the compressed bytes can hold.
  case impossible(sizes: [Int], compressed: Int)
  /// The file ends inside the elements.
  case truncated(sizes: [Int], expected: Int, found: Int)
  /// Bytes follow the last element.
  case trailingBytes(sizes: [Int], expected: Int)
  /// A number in QMNIST's first column is not a class.
  case label(Int, position: Int)
  /// The compressed data are damaged.
  case gzip(GzipError)

  /// Formats often found under the name of an IDX file.
  public enum OtherFormat: String, Hashable, Sendable, CaseIterable {
    /// An error or consent page that a server sent in place of the file.
    case webPage = "a web page"
    /// A ZIP archive with the file in it.
    case zip = "a ZIP archive"
    /// The text that Git stores if the large file itself was not fetched.
    case largeFilePointer = "a Git LFS pointer"
  }
}

extension IDXError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .truncatedHeader(let expected, let found):
      "the file ends after \(found) bytes, inside the IDX header of \(expected); "
        + "copy or download it again"
    case .otherFormat(let format):
      "this looks like \(format.rawValue), not an IDX file; \(format.advice)"
    case .magic(let found):
      "an IDX file begins with the bytes 00 00, this one with \(hexadecimal(found)); "
        + (found.count == 4 && found[1] == 8 && found[2...] == [0, 0] && 1...4 ~= found[0]
          ? "its numbers have their bytes reversed, write the highest byte first"
          : "is it the right file?")
    case .elementType(let code):
      "the elements are of IDX type \(hexadecimal([code])), expected 08, unsigned bytes; "
        + "convert the file"
    case .dimensions(let expected, let found):
      "the IDX header has \(found.of("dimension")), expected "
        + "\(expected.dimensions); is it the right file?"
    case .empty(let sizes):
      "the IDX header says \(product(sizes)), which is empty; is it the right file?"
    case .tooLarge(let sizes):
      "the IDX header says \(product(sizes)), more than the \(DataMemory.limit) bytes that a file "
        + "may hold; the header is damaged or the file has to be divided"
    case .impossible(let sizes, let compressed):
      "the IDX header says \(product(sizes)), more than \(compressed) compressed bytes may become; "
        + "copy or download the file again, or unpack it first"
    case .truncated(let sizes, let expected, let found):
      "the IDX header says \(product(sizes)) = \(expected) bytes, found \(found); "
        + "copy or download the file again"
    case .trailingBytes(let sizes, let expected):
      "the IDX header says \(product(sizes)) = \(expected) bytes, but more bytes follow; "
        + "copy or download the file again"
    case .label(let label, let position):
      "the class of image \(position) is \(label), expected 0 to 255; is it the right file?"
    case .gzip(let error):
      error.description
    }
  }
}

extension IDXError.OtherFormat {
  /// How to get the file itself.
  fileprivate var advice: String {
    switch self {
    case .webPage: "open it to see why, and download the file again"
    case .zip: "unpack it first"
    case .largeFilePointer: "fetch the file itself with git lfs pull"
    }
  }
}

extension IDX.Content {
  /// The dimensions an IDX file of this content has.
  fileprivate var dimensions: String {
    switch self {
    case .images: "3 (images, rows, columns) or 4 (images, maps, rows, columns)"
    case .labels: "1 (labels)"
    case .labelTable: "2 (labels, columns)"
    }
  }
}

private func product(_ sizes: [Int]) -> String {
  sizes.map(String.init).joined(separator: " x ")
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { byte in
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }.joined(separator: " ")
}
