import CZlib

/// The members of a ZIP archive in memory (APPNOTE.TXT of PKWARE), as far as NumPy writes it: stored or
/// deflated, also with the 64-bit sizes of ZIP64.
struct ZipArchive {
  /// A file in the archive, as the directory at the end describes it.
  struct Member {
    let name: String
    let method: Int
    let isEncrypted: Bool
    let checksum: UInt32
    let compressed: Int
    let size: Int
    /// Where its own header begins.
    let start: Int
  }

  let bytes: [UInt8]
  let members: [Member]

  /// Reads the directory; nothing else is looked at before it is asked for.
  init(_ bytes: [UInt8]) throws(NPZError) {
    self.bytes = bytes
    let reader = LittleBytes(bytes)
    // A comment of up to 65,535 bytes may stand behind the 22 of the record.
    let last = bytes.count - 22
    guard last >= 0 else { throw .notZip }
    let first = max(0, last - 65_535)
    guard let end = (first...last).last(where: { reader.number($0, 4) == 0x0605_4B50 }) else {
      throw .notZip
    }
    var (count, start) = (reader.number(end + 10, 2) ?? 0, reader.number(end + 16, 4) ?? 0)
    if count == 0xFFFF || start == 0xFFFF_FFFF {
      guard reader.number(end - 20, 4) == 0x0706_4B50, let record = reader.number(end - 12, 8),
        reader.number(record, 4) == 0x0606_4B50, let many = reader.number(record + 32, 8),
        let place = reader.number(record + 48, 8)
      else { throw .directory }
      (count, start) = (many, place)
    }
    // Each entry takes 46 bytes at least.
    guard count <= bytes.count / 46 else { throw .directory }
    var members: [Member] = []
    var position = start
    for _ in 0..<count {
      guard let (member, next) = Self.member(at: position, reader) else { throw .directory }
      members.append(member)
      position = next
    }
    self.members = members
  }

  private static func member(at place: Int, _ reader: LittleBytes) -> (Member, next: Int)? {
    guard reader.number(place, 4) == 0x0201_4B50, let flags = reader.number(place + 8, 2),
      let method = reader.number(place + 10, 2), let checksum = reader.number(place + 16, 4),
      var compressed = reader.number(place + 20, 4), var size = reader.number(place + 24, 4),
      let nameLength = reader.number(place + 28, 2), let extra = reader.number(place + 30, 2),
      let comment = reader.number(place + 32, 2), var start = reader.number(place + 42, 4),
      let name = reader.bytes(place + 46, nameLength)
    else { return nil }
    // ZIP64: what does not fit 32 bits stands in an extra field, in this order.
    var field = place + 46 + nameLength
    let end = field + extra
    while field + 4 <= end, let tag = reader.number(field, 2),
      let length = reader.number(field + 2, 2)
    {
      if tag == 1 {
        var next = field + 4
        func wide(_ value: inout Int) -> Bool {
          guard value == 0xFFFF_FFFF else { return true }
          guard next + 8 <= field + 4 + length, let number = reader.number(next, 8) else {
            return false
          }
          value = number
          next += 8
          return true
        }
        guard wide(&size), wide(&compressed), wide(&start) else { return nil }
      }
      field += 4 + length
    }
    let member = Member(
      name: String(decoding: name, as: UTF8.self), method: method, isEncrypted: flags & 1 == 1,
      checksum: UInt32(checksum), compressed: compressed, size: size, start: start)
    return (member, place + 46 + nameLength + extra + comment)
  }

  /// The content of a member, checked by its CRC-32.
  func content(of member: Member) throws(NPZError) -> [UInt8] {
    let reader = LittleBytes(bytes)
    guard !member.isEncrypted, member.method == 0 || member.method == 8 else {
      throw .method(member: member.name, member.method)
    }
    guard reader.number(member.start, 4) == 0x0403_4B50,
      let name = reader.number(member.start + 26, 2),
      let extra = reader.number(member.start + 28, 2),
      let data = reader.bytes(member.start + 30 + name + extra, member.compressed)
    else { throw .damaged(member: member.name) }
    let bound = member.method == 0 ? member.compressed : ByteReader.bound(ofCompressed: data.count)
    guard member.size <= min(bound, IDX.largestFile + (1 << 16)) else {
      throw .tooLarge(member: member.name, bytes: member.size)
    }
    let content = member.method == 0 ? Array(data) : try inflate(data, member)
    guard content.count == member.size, Self.checksum(content) == member.checksum else {
      throw .damaged(member: member.name)
    }
    return content
  }

  private func inflate(_ data: ArraySlice<UInt8>, _ member: Member) throws(NPZError) -> [UInt8] {
    // zlib keeps a pointer back to its stream, which therefore must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    // Negative: neither header nor trailer.
    let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .damaged(member: member.name) }
    defer { inflateEnd(stream) }
    guard data.count <= Int(UInt32.max) else { throw .damaged(member: member.name) }
    var result = Z_OK
    // A byte more than claimed, so that longer data are seen.
    let content = [UInt8](unsafeUninitializedCapacity: member.size + 1) { buffer, count in
      data.withUnsafeBufferPointer { input in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        result = CZlib.inflate(stream, Z_FINISH)
        count = buffer.count - Int(stream.pointee.avail_out)
      }
    }
    guard result == Z_STREAM_END else { throw .damaged(member: member.name) }
    return content
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}

/// Numbers in a file, the lowest byte first.
struct LittleBytes {
  private let content: [UInt8]

  init(_ bytes: [UInt8]) {
    content = bytes
  }

  /// The number of so many bytes at a place; nil beyond the end of the file, or beyond an `Int`.
  func number(_ place: Int, _ count: Int) -> Int? {
    guard let bytes = bytes(place, count) else { return nil }
    return Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// So many bytes at a place; nil beyond the end of the file.
  func bytes(_ place: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard place >= 0, count >= 0, count <= content.count, place <= content.count - count else {
      return nil
    }
    return content[place..<place + count]
  }
}
