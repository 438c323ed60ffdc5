import CZlib

/// The members of a ZIP archive in memory, stored or deflated, as NumPy writes them.
struct ZipArchive {
  let members: [ZipDirectory.Member]
  private let source: Bytes

  /// Reads only the directory.
  init(_ bytes: [UInt8]) throws(NPZError) {
    source = Bytes(content: bytes)
    members = try ZipDirectory(of: source, limit: bytes.count).members
  }

  /// The content of a member, checked by its CRC-32.
  func content(of member: ZipDirectory.Member) throws(NPZError) -> [UInt8] {
    guard !member.isEncrypted, member.method == 0 || member.method == 8 else {
      throw .method(member: member.path, member.method)
    }
    let data = source.content[try ZipDirectory.content(of: member, in: source)]
    let bound = member.method == 0 ? member.packed : ByteReader.bound(ofCompressed: data.count)
    guard member.size <= min(bound, IDX.largestFile + (1 << 16)) else {
      throw .tooLarge(member: member.path, bytes: member.size)
    }
    let content = member.method == 0 ? Array(data) : try inflate(data, member)
    guard content.count == member.size, Self.checksum(content) == member.checksum else {
      throw .damaged(member: member.path)
    }
    return content
  }

  private func inflate(_ data: ArraySlice<UInt8>, _ member: ZipDirectory.Member) throws(NPZError)
    -> [UInt8]
  {
    // zlib keeps a pointer back to its stream, which therefore must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    // Negative: neither header nor trailer.
    let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .damaged(member: member.path) }
    defer { inflateEnd(stream) }
    guard data.count <= Int(UInt32.max) else { throw .damaged(member: member.path) }
    var result = Z_OK
    // One byte more than claimed, to detect longer data.
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
    guard result == Z_STREAM_END else { throw .damaged(member: member.path) }
    return content
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }

  private struct Bytes: ZipSource {
    let content: [UInt8]
    var size: Int { content.count }

    func bytes(at place: Int, count: Int) throws(NPZError) -> [UInt8] {
      Array(content[place..<place + count])
    }

    func failure(_ fault: ZipFault) -> NPZError {
      switch fault {
      case .notAnArchive: .notZip
      case .directorySize, .directoryPlace, .directory: .directory
      case .place(let member), .noHeader(let member), .otherName(let member):
        .damaged(member: member)
      }
    }
  }
}
