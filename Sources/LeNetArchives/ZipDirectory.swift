import LeNetFiles

/// The directory at the end of a zip archive (APPNOTE.TXT of PKWARE), with the 64-bit numbers of ZIP64.
package struct ZipDirectory {
  /// A member's entry in the directory.
  package struct Member: Equatable, Sendable {
    package let path: String
    package let method: Int
    package let isEncrypted: Bool
    package let checksum: UInt32
    package let packed: Int
    package let size: Int
    /// The offset of the member's header.
    let start: Int
  }

  let members: [Member]

  /// Reads only the directory, of at most `limit` bytes.
  init(of source: some ArchiveSource, limit: Int) throws(ArchiveError) {
    let (count, size, place) = try Self.place(in: source)
    // Each entry takes 46 bytes at least.
    guard size <= limit, count <= size / 46 else {
      throw .directory("its directory cannot be of that size")
    }
    let bytes = try source.bytes(at: place, count: size, or: .directory("it ends early"))
    var members: [Member] = []
    var position = 0
    for _ in 0..<count {
      guard let (member, next) = Self.member(at: position, bytes) else {
        throw .directory("its directory")
      }
      members.append(member)
      position = next
    }
    self.members = members
  }

  /// The range of a member's content; its header must have the directory's name.
  static func content(
    of member: Member, in source: some ArchiveSource
  ) throws(ArchiveError) -> Range<Int> {
    let (name, outside) = (member.path, ArchiveError.member(member.path, "it ends early"))
    let header = try source.bytes(at: member.start, count: 30, or: outside)
    guard header.number(0, 4) == 0x0403_4B50, let length = header.number(26, 2),
      let extra = header.number(28, 2)
    else { throw .member(name, "\(name) has no header") }
    let own = try source.bytes(at: member.start + 30, count: length, or: outside)
    guard own.bytes(0, length).map({ String(decoding: $0, as: UTF8.self) }) == name else {
      throw .member(name, "\(name) has another name in its header")
    }
    // The header is inside, so this is far from the largest number.
    let start = member.start + 30 + length + extra
    guard start <= source.size, member.packed <= source.size - start else {
      throw outside
    }
    return start..<start + member.packed
  }

  /// The number of entries, and the size and offset of the directory, from the end record.
  private static func place(
    in source: some ArchiveSource
  ) throws(ArchiveError) -> (count: Int, size: Int, place: Int) {
    // The record has 22 bytes and a comment of at most 65,535.
    let length = min(source.size, 22 + 65_535)
    let tail = try source.bytes(at: source.size - length, count: length, or: .notAnArchive)
    // A comment may hold the same four bytes, but not with its own length behind them.
    let places = stride(from: length - 22, through: 0, by: -1)
    func end(fitting: Bool) -> Int? {
      places.first {
        tail.number($0, 4) == 0x0605_4B50
          && (!fitting || tail.number($0 + 20, 2) == length - $0 - 22)
      }
    }
    guard let end = end(fitting: true) ?? end(fitting: false),
      let count = tail.number(end + 10, 2), let size = tail.number(end + 12, 4),
      let place = tail.number(end + 16, 4)
    else { throw .notAnArchive }
    guard count == 0xFFFF || size == 0xFFFF_FFFF || place == 0xFFFF_FFFF else {
      return (count, size, place)
    }
    // ZIP64: a locator before the record leads to a second one with wider numbers.
    let locator = try source.bytes(
      at: source.size - length + end - 20, count: 20, or: .directory("it ends early"))
    guard locator.number(0, 4) == 0x0706_4B50, let start = locator.number(8, 8) else {
      throw .directory("its directory")
    }
    let record = try source.bytes(at: start, count: 56, or: .directory("it ends early"))
    guard record.number(0, 4) == 0x0606_4B50, let count = record.number(32, 8),
      let size = record.number(40, 8), let place = record.number(48, 8)
    else { throw .directory("its directory") }
    return (count, size, place)
  }

  /// The entry at an offset, and the offset of the next one; nil if there is none.
  private static func member(at place: Int, _ bytes: LittleEndianBytes) -> (Member, next: Int)? {
    guard bytes.number(place, 4) == 0x0201_4B50, let flags = bytes.number(place + 8, 2),
      let method = bytes.number(place + 10, 2), let checksum = bytes.number(place + 16, 4),
      var packed = bytes.number(place + 20, 4), var size = bytes.number(place + 24, 4),
      let length = bytes.number(place + 28, 2), let extra = bytes.number(place + 30, 2),
      let comment = bytes.number(place + 32, 2), var start = bytes.number(place + 42, 4),
      let name = bytes.bytes(place + 46, length),
      bytes.bytes(place + 46 + length, extra + comment) != nil
    else { return nil }
    // ZIP64: what does not fit 32 bits stands in an extra field, in this order.
    var field = place + 46 + length
    let end = field + extra
    while field + 4 <= end, let tag = bytes.number(field, 2),
      let length = bytes.number(field + 2, 2)
    {
      if tag == 1 {
        var next = field + 4
        func wide(_ value: inout Int) -> Bool {
          guard value == 0xFFFF_FFFF else { return true }
          guard next + 8 <= field + 4 + length, let number = bytes.number(next, 8) else {
            return false
          }
          value = number
          next += 8
          return true
        }
        guard wide(&size), wide(&packed), wide(&start) else { return nil }
      }
      field += 4 + length
    }
    let member = Member(
      path: String(decoding: name, as: UTF8.self), method: method, isEncrypted: flags & 1 == 1,
      checksum: UInt32(checksum), packed: packed, size: size, start: start)
    return (member, place + 46 + length + extra + comment)
  }
}

extension ArchiveSource {
  /// The bytes of a range that may be anywhere, or the given error.
  fileprivate func bytes(
    at place: Int, count: Int, or error: ArchiveError
  ) throws(ArchiveError) -> LittleEndianBytes {
    guard holds(place, count) else { throw error }
    return LittleEndianBytes(try bytes(at: place, count: count))
  }
}
