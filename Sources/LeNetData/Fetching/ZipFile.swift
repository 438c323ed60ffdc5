import CZlib

/// A zip archive on the disk (APPNOTE.TXT of PKWARE), of which single members are unpacked piece by piece.
///
/// Read from its directory at the end. What archives of four gigabytes and more need is left out.
struct ZipFile {
  /// One file in the archive, by its directory entry.
  struct Member: Equatable {
    let path: String
    let method: Int
    let crc: UInt
    let packed: Int
    let size: Int
    let offset: Int
  }

  let members: [Member]
  private let file: ArchiveFile

  /// A larger directory than this is none that the program has to do with.
  private static let largestDirectory = 1 << 20
  private static let piece = 1 << 20

  /// Reads the directory.
  init(_ path: String) throws(FetchError) {
    file = try ArchiveFile(path)
    // The end record has 22 bytes and a comment of at most 65,535.
    let tailSize = min(file.size, 22 + 65_535)
    let tail = try file.bytes(at: file.size - tailSize, count: tailSize)
    var place = tail.count - 22
    // A comment may hold the same four bytes, but not with its own length behind them.
    while place >= 0,
      !tail[place...].starts(with: [0x50, 0x4B, 0x05, 0x06])
        || tail.little(2, at: place + 20) != tail.count - place - 22
    { place -= 1 }
    guard place >= 0 else { throw file.fault(.notAnArchive) }
    let count = tail.little(2, at: place + 10)
    let size = tail.little(4, at: place + 12)
    let offset = tail.little(4, at: place + 16)
    guard size <= Self.largestDirectory, count <= size / 46 else {
      throw file.fault(.damaged("its directory cannot be of that size"))
    }
    let bytes = try file.bytes(at: offset, count: size)
    guard let members = Self.directory(bytes, count: count) else {
      throw file.fault(.damaged("its directory"))
    }
    self.members = members
  }

  /// The entries of a directory; nil where it is none.
  private static func directory(_ bytes: [UInt8], count: Int) -> [Member]? {
    var members: [Member] = []
    var place = 0
    for _ in 0..<count {
      guard bytes.count - place >= 46, bytes[place...].starts(with: [0x50, 0x4B, 0x01, 0x02]) else {
        return nil
      }
      let name = bytes.little(2, at: place + 28)
      let rest = bytes.little(2, at: place + 30) + bytes.little(2, at: place + 32)
      guard bytes.count - place - 46 >= name + rest else { return nil }
      // The first flag says that the member is encrypted, which no method here unpacks.
      let isEncrypted = bytes.little(2, at: place + 8) & 1 == 1
      members.append(
        Member(
          path: String(decoding: bytes[place + 46..<place + 46 + name], as: UTF8.self),
          method: isEncrypted ? -1 : bytes.little(2, at: place + 10),
          crc: UInt(bytes.little(4, at: place + 16)), packed: bytes.little(4, at: place + 20),
          size: bytes.little(4, at: place + 24), offset: bytes.little(4, at: place + 42)))
      place += 46 + name + rest
    }
    return members
  }

  /// Writes the content of the member at `path` to the end of a file.
  ///
  /// Throws where it is not there exactly once, larger than `limit`, or damaged; what has been
  /// written by then is worth nothing.
  func unpack(_ path: String, limit: Int, into part: PartialFile) throws(FetchError) {
    let found = members.filter { $0.path == path }
    guard let member = found.first else { throw file.fault(.noMember(path)) }
    guard found.count == 1 else { throw file.fault(.repeatedMember(path)) }
    guard member.method == 0 || member.method == 8 else {
      throw file.fault(.unknownMethod(member: path, member.method))
    }
    guard member.size <= limit else {
      throw file.fault(.tooLarge(member: path, bytes: member.size, limit: limit))
    }
    let start = try contentStart(of: member)
    let inflater = member.method == 8 ? RawInflater() : nil
    if member.method == 8, inflater == nil { throw file.fault(.gzip(.outOfMemory)) }
    var size = 0
    var crc = crc32(0, nil, 0)
    var done = 0
    while done < member.packed, inflater?.isAtEnd != true {
      let count = min(Self.piece, member.packed - done)
      var content = try file.bytes(at: start + done, count: count)
      done += count
      inflater?.feed(content)
      repeat {
        if let inflater { content = try inflated(by: inflater) }
        size += content.count
        guard size <= member.size else { throw file.fault(wrongSize(of: member, size)) }
        crc = content.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
        try content.withUnsafeBufferPointer { buffer throws(FetchError) in
          try part.append(UnsafeRawBufferPointer(buffer))
        }
      } while inflater != nil && !content.isEmpty
    }
    if let inflater, !inflater.isAtEnd { throw file.fault(.gzip(.truncated)) }
    guard size == member.size else { throw file.fault(wrongSize(of: member, size)) }
    guard UInt(crc) == member.crc else { throw file.fault(.checksum(member: path)) }
  }

  private func wrongSize(of member: Member, _ found: Int) -> ArchiveError {
    .size(member: member.path, found: found, expected: member.size)
  }

  private func inflated(by inflater: RawInflater) throws(FetchError) -> [UInt8] {
    do {
      return try inflater.next(Self.piece)
    } catch {
      throw file.fault(.gzip(error))
    }
  }

  /// Behind the member's own header, whose name has to be the directory's.
  private func contentStart(of member: Member) throws(FetchError) -> Int {
    let header = try file.bytes(at: member.offset, count: 30)
    guard header.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      throw file.fault(.damaged("\(member.path) has no header"))
    }
    let name = header.little(2, at: 26)
    let bytes = try file.bytes(at: member.offset + 30, count: name)
    guard String(decoding: bytes, as: UTF8.self) == member.path else {
      throw file.fault(.damaged("\(member.path) has another name in its header"))
    }
    return member.offset + 30 + name + header.little(2, at: 28)
  }
}
