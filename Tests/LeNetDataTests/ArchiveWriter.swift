import Foundation
import LeNetArchives
import LeNetData
import LeNetTestSupport

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

  /// A zip archive of the entries; `isWide`, all its numbers are those of ZIP64.
  static func zip(
    _ entries: [Entry], comment: String = "", isWide: Bool = false
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let gzip = try Gzip.deflate(entry.content)
      // A gzip file of this library is ten bytes, the deflate data, CRC-32 and length.
      let packed = entry.method == 8 ? Array(gzip[10..<gzip.count - 8]) : entry.content
      let crc = Array(gzip[(gzip.count - 8)..<(gzip.count - 4)])
      let name = Array(entry.name.utf8)
      let extra = little(8, entry.content.count) + little(8, packed.count)
      let place = little(8, bytes.count)
      func common(extra: Int) -> [UInt8] {
        let sizes =
          isWide
          ? [UInt8](repeating: 0xFF, count: 8)
          : little(4, packed.count) + little(4, entry.content.count)
        return little(2, 20) + little(2, 0) + little(2, entry.method) + little(4, 0) + crc + sizes
          + little(2, name.count) + little(2, extra)
      }
      // A field of another kind before ZIP64's own.
      let other = little(2, 0x5455) + little(2, 1) + [9]
      let wide = isWide ? other + little(2, 1) + little(2, 24) + extra + place : []
      directory += [0x50, 0x4B, 1, 2] + little(2, 20) + common(extra: wide.count)
      directory += little(2, 0) + little(4, 0) + little(4, 0)
      directory += (isWide ? little(4, 0xFFFF_FFFF) : little(4, bytes.count)) + name + wide
      let own = isWide ? little(2, 1) + little(2, 16) + extra : []
      bytes += [0x50, 0x4B, 3, 4] + common(extra: own.count) + name + own + packed
    }
    let record = bytes.count + directory.count
    let wide =
      [0x50, 0x4B, 6, 6] + little(8, 44) + little(4, 45) + little(8, 0) + little(8, entries.count)
      + little(8, entries.count) + little(8, directory.count) + little(8, bytes.count)
    let locator = [0x50, 0x4B, 6, 7] + little(4, 0) + little(8, record) + little(4, 1)
    let (count, size, place) =
      isWide ? (0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF) : (entries.count, directory.count, bytes.count)
    let end =
      [0x50, 0x4B, 5, 6] + little(4, 0) + little(2, count) + little(2, count) + little(4, size)
      + little(4, place) + little(2, comment.utf8.count)
    return bytes + directory + (isWide ? wide + locator : []) + end + Array(comment.utf8)
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
