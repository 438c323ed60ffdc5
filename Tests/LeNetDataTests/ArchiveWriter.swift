import Foundation
import LeNetData

/// Zip and tar archives as a test wants them, right or wrong.
enum ArchiveWriter {
  /// A file in an archive.
  struct Entry: Sendable {
    var name: String
    var content: [UInt8]
    /// 0 stored, 8 deflated.
    var method = 8
    var kind: Character = "0"
  }

  /// A zip archive of the entries.
  static func zip(_ entries: [Entry], comment: String = "") throws -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let gzip = try Gzip.deflate(entry.content)
      // A gzip file of this library is ten bytes, the deflate data, CRC-32 and length.
      let packed = entry.method == 8 ? Array(gzip[10..<gzip.count - 8]) : entry.content
      let crc = Array(gzip[(gzip.count - 8)..<(gzip.count - 4)])
      let sizes = little(4, packed.count) + little(4, entry.content.count)
      let name = Array(entry.name.utf8)
      let common =
        little(2, 20) + little(2, 0) + little(2, entry.method) + little(4, 0) + crc + sizes
        + little(2, name.count) + little(2, 0)
      directory += [0x50, 0x4B, 1, 2] + little(2, 20) + common
      directory += little(2, 0) + little(4, 0) + little(4, 0) + little(4, bytes.count) + name
      bytes += [0x50, 0x4B, 3, 4] + common + name + packed
    }
    let end =
      [0x50, 0x4B, 5, 6] + little(4, 0) + little(2, entries.count) + little(2, entries.count)
      + little(4, directory.count) + little(4, bytes.count) + little(2, comment.utf8.count)
    return bytes + directory + end + Array(comment.utf8)
  }

  /// A tar archive of the entries in gzip.
  static func tar(_ entries: [Entry], ends: Bool = true) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += header(entry) + entry.content
      bytes += [UInt8](repeating: 0, count: (512 - entry.content.count % 512) % 512)
    }
    return try Gzip.deflate(bytes + [UInt8](repeating: 0, count: ends ? 1024 : 0))
  }

  /// A header block of a tar archive.
  static func header(_ entry: Entry) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      block.replaceSubrange(place..<place + text.utf8.count, with: Array(text.utf8))
    }
    put(entry.name, at: 0)
    put("0000644\0", at: 100)
    put(octal(entry.content.count, digits: 11) + "\0", at: 124)
    put("        ", at: 148)
    put(String(entry.kind), at: 156)
    put("ustar\u{0}00", at: 257)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + "\0 ", at: 148)
    return block
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }

  private static func little(_ count: Int, _ value: Int) -> [UInt8] {
    (0..<count).map { UInt8(value >> (8 * $0) & 255) }
  }
}
