import CZlib

/// A zip archive, of which single members are unpacked: stored or deflated.
package struct ZipArchive {
  /// What the directory says of each member.
  package let members: [ZipDirectory.Member]
  private let source: any ArchiveSource

  /// An archive on the disk with a directory of at most a megabyte.
  package init(path: String) throws(ArchiveError) {
    try self.init(ArchiveFile(path), largestDirectory: 1 << 20)
  }

  /// An archive in memory.
  package init(_ bytes: [UInt8]) throws(ArchiveError) {
    try self.init(ArchiveBytes(content: bytes), largestDirectory: bytes.count)
  }

  private init(_ source: some ArchiveSource, largestDirectory: Int) throws(ArchiveError) {
    self.source = source
    members = try ZipDirectory(of: source, limit: largestDirectory).members
  }

  /// Reads the member at `path`; throws unless it is there exactly once, and has at most `limit` bytes.
  package func open(_ path: String, limit: Int) throws(ArchiveError) -> Content {
    let found = members.filter { $0.path == path }
    guard let member = found.first else { throw .noMember(path) }
    guard found.count == 1 else { throw .repeatedMember(path) }
    return try open(member, limit: limit)
  }

  /// Reads a member of at most `limit` bytes.
  package func open(_ member: ZipDirectory.Member, limit: Int) throws(ArchiveError) -> Content {
    let method = member.isEncrypted ? -1 : member.method
    guard method == 0 || method == 8 else {
      throw .unknownMethod(member: member.path, method)
    }
    guard member.size <= limit else {
      throw .tooLarge(member: member.path, bytes: member.size, limit: limit)
    }
    return try Content(member, in: source)
  }

  /// The content of a member, unpacked piece by piece and checked by its CRC-32 at the end.
  package final class Content {
    private let member: ZipDirectory.Member
    private let source: any ArchiveSource
    private let inflater: Inflater?
    /// The place of the next packed byte, and of the first one behind the member.
    private var position: Int
    private let end: Int
    private var packed: [UInt8] = []
    private var used = 0
    private var isEnd = false
    private var size = 0
    private var checksum = crc32(0, nil, 0)

    private static let piece = 1 << 20

    fileprivate init(
      _ member: ZipDirectory.Member, in source: any ArchiveSource
    ) throws(ArchiveError) {
      let range = try ZipDirectory.content(of: member, in: source)
      (position, end) = (range.lowerBound, range.upperBound)
      do throws(GzipError) {
        inflater = member.method == 8 ? try Inflater(.none) : nil
      } catch {
        throw .gzip(error)
      }
      self.member = member
      self.source = source
    }

    /// The next bytes; nil once all have been given and are right.
    package func next() throws(ArchiveError) -> [UInt8]? {
      let bytes = if let inflater { try inflated(inflater) } else { try stored() }
      size += bytes.count
      guard size <= member.size else { throw wrongSize }
      checksum = bytes.withUnsafeBufferPointer {
        crc32(checksum, $0.baseAddress, UInt32($0.count))
      }
      if !bytes.isEmpty { return bytes }
      guard size == member.size else { throw wrongSize }
      guard UInt32(truncatingIfNeeded: checksum) == member.checksum else {
        throw .checksum(member: member.path)
      }
      return nil
    }

    /// All bytes.
    package func all() throws(ArchiveError) -> [UInt8] {
      var all: [UInt8] = []
      all.reserveCapacity(member.size)
      while let piece = try next() { all += piece }
      return all
    }

    private func stored() throws(ArchiveError) -> [UInt8] {
      let bytes = try source.bytes(at: position, count: min(Self.piece, end - position))
      position += bytes.count
      return bytes
    }

    private func inflated(_ inflater: Inflater) throws(ArchiveError) -> [UInt8] {
      while !isEnd {
        if used == packed.count {
          packed = try stored()
          used = 0
        }
        var content: [UInt8] = []
        do throws(GzipError) {
          content = try packed.withUnsafeBufferPointer { input throws(GzipError) in
            try [UInt8](capacity: Self.piece) { span throws(GzipError) in
              try span.withUnsafeMutableBufferPointer { output, count throws(GzipError) in
                let step = try inflater.step(
                  UnsafeBufferPointer(rebasing: input[used...]), into: output)
                used += step.consumed
                isEnd = step.isEnd
                count = step.written
                guard isEnd || step.consumed > 0 || step.written > 0 else { throw .truncated }
              }
            }
          }
        } catch {
          throw .gzip(error)
        }
        if !content.isEmpty { return content }
      }
      return []
    }

    private var wrongSize: ArchiveError {
      .size(member: member.path, found: size, expected: member.size)
    }
  }
}
