import LeNetArchives
import LeNetData

/// The numbers of a PyTorch file, to which its pickle refers: members of a zip archive, or the end of an old file.
struct TorchStorages {
  private enum Source {
    case archive(ZipArchive, folder: String)
    /// Ranges of the file by key.
    case ranges([String: Range<Int>])
  }

  private let source: Source
  private let bytes: [UInt8]
  private var loaded: [String: [UInt8]] = [:]
  private var total = 0

  init(archive: ZipArchive, folder: String, bytes: [UInt8]) {
    source = .archive(archive, folder: folder)
    self.bytes = bytes
  }

  init(ranges: [String: Range<Int>], bytes: [UInt8]) {
    source = .ranges(ranges)
    self.bytes = bytes
  }

  static let types: [String: ElementType] = [
    "FloatStorage": .float32, "DoubleStorage": .float64, "HalfStorage": .float16,
    "BFloat16Storage": .bfloat16, "LongStorage": .int64, "IntStorage": .int32,
    "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8, "BoolStorage": .bool,
  ]

  /// The bytes of a storage.
  mutating func content(_ key: String) throws(ImportError) -> [UInt8] {
    if let content = loaded[key] { return content }
    let content: [UInt8]
    switch source {
    case .archive(let archive, let folder):
      do {
        content = try archive.open("\(folder)data/\(key)", limit: bytes.count).all()
      } catch {
        throw .damaged(format: "a PyTorch file", problem: "the numbers \(key): \(error)")
      }
    case .ranges(let ranges):
      guard let range = ranges[key] else {
        throw .damaged(format: "a PyTorch file", problem: "the numbers \(key) are missing")
      }
      content = Array(bytes[range])
    }
    total += content.count
    guard total <= bytes.count else {
      throw .damaged(format: "a PyTorch file", problem: "it has more numbers than bytes")
    }
    loaded[key] = content
    return content
  }
}
