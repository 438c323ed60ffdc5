/// What is wrong with gzip data.
public enum GzipError: Error, Hashable, Sendable {
  /// The first two bytes are not gzip's 1F 8B.
  case notGzip
  /// The data end inside the compressed stream or its trailer.
  case truncated
  /// The stream is damaged; zlib's reason.
  case corrupted(reason: String)
  /// The CRC-32 or the length in the trailer does not match the content.
  case checksum
  /// The number of bytes after the stream that are not gzip.
  case trailingBytes(Int)
  /// The content is larger than the caller allows, in bytes.
  case overLimit(Int)
  /// zlib could not allocate memory.
  case outOfMemory
}

extension GzipError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .notGzip:
      "the data do not begin with gzip's 1F 8B; is this a gzip file?"
    case .truncated:
      "the gzip data end before their content is complete; copy or download the file again"
    case .corrupted(let reason):
      "the gzip data are damaged (\(reason)); copy or download the file again"
    case .checksum:
      "the content does not match the gzip checksum; copy or download the file again"
    case .trailingBytes(let count):
      "\(count) bytes that are not gzip follow the gzip data; copy or download the file again"
    case .overLimit(let limit):
      "the gzip content is larger than the \(limit) bytes allowed here; if you trust the file, unpack it first"
    case .outOfMemory:
      "there is not enough memory for gzip data; close other programs and try again"
    }
  }
}
