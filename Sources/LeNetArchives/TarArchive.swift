/// A tar archive in gzip (POSIX ustar, as GNU tar writes it too), read once from its beginning to its end.
package final class TarArchive {
  private let bytes: [UInt8]
  private let inflater: GzipInflater
  /// Bytes that the member of the last header still has, with those that fill its last block.
  private var left = 0
  private var padding = 0

  private static let block = 512
  private static let piece = 1 << 20

  /// Opens an archive of at most `limit` bytes.
  package init(path: String, limit: Int) throws(ArchiveError) {
    let file = try ArchiveFile(path)
    guard file.size <= limit else {
      throw .tooLarge(member: "the archive", bytes: file.size, limit: limit)
    }
    bytes = try file.bytes(at: 0, count: file.size)
    do throws(GzipError) {
      inflater = try bytes.withUnsafeBufferPointer { input throws(GzipError) in
        try GzipInflater(input, verifying: true)
      }
    } catch {
      throw .gzip(error)
    }
  }

  /// The next member, what is left of the one before passed over; nil at the end, which a block of
  /// zeros marks.
  package func nextMember() throws(ArchiveError) -> Member? {
    while try content() != nil {}
    try pass(&padding)
    let block = try read(Self.block)
    if block.isEmpty || block.allSatisfy({ $0 == 0 }) && block.count == Self.block { return nil }
    guard let member = Member(block) else { throw .damaged("a header") }
    left = member.size
    padding = (Self.block - member.size % Self.block) % Self.block
    return member
  }

  /// The next bytes of the member; nil once all have been given.
  package func content() throws(ArchiveError) -> [UInt8]? {
    guard left > 0 else { return nil }
    let bytes = try read(min(left, Self.piece))
    guard !bytes.isEmpty else { throw .damaged("it ends early") }
    left -= bytes.count
    return bytes
  }

  private func pass(_ count: inout Int) throws(ArchiveError) {
    while count > 0 {
      let bytes = try read(min(count, Self.piece))
      guard !bytes.isEmpty else { throw .damaged("it ends early") }
      count -= bytes.count
    }
  }

  private func read(_ count: Int) throws(ArchiveError) -> [UInt8] {
    do throws(GzipError) {
      return try bytes.withUnsafeBufferPointer { input throws(GzipError) in
        try [UInt8](capacity: count) { span throws(GzipError) in
          try span.withUnsafeMutableBufferPointer { buffer, filled throws(GzipError) in
            filled = try inflater.read(input, into: buffer)
          }
        }
      }
    } catch {
      throw .gzip(error)
    }
  }

  /// What a header block says of the member behind it.
  package struct Member: Equatable, Sendable {
    package let path: String
    package let size: Int
    package let isFile: Bool

    /// Reads a block; nil if its checksum or its size is invalid.
    init?(_ block: [UInt8]) {
      guard block.count == TarArchive.block, let sum = Self.octal(block[148..<156]),
        let size = Self.octal(block[124..<136])
      else { return nil }
      // The checksum counts its own field as blanks.
      let counted = block.indices.reduce(0) {
        $0 + (148..<156 ~= $1 ? 32 : Int(block[$1]))
      }
      guard sum == counted else { return nil }
      let name = Self.text(block[0..<100])
      let isUstar = block[257..<262].elementsEqual("ustar".utf8) && block[262] == 0
      let prefix = isUstar ? Self.text(block[345..<500]) : ""
      path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      self.size = size
      isFile = block[156] == UInt8(ascii: "0") || block[156] == 0
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func octal(_ bytes: ArraySlice<UInt8>) -> Int? {
      let digits = bytes.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
      return digits.isEmpty
        ? nil
        : Int(String(decoding: digits, as: UTF8.self), radix: 8)
          .flatMap { $0 >= 0 ? $0 : nil }
    }
  }
}
