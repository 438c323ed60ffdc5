import CZlib

/// Inflates gzip data (RFC 1952) piece by piece; several members in a row are one content.
///
/// The caller keeps the input alive as long as this object.
final class GzipInflater {
  /// zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeBufferPointer<UInt8>
  private var consumed = 0
  private var ended = false

  /// Starts at the first byte of a gzip member.
  ///
  /// `verifying` false skips the CRC-32, a fifth of the time, for content checked in another way.
  init(_ input: UnsafeBufferPointer<UInt8>, verifying: Bool) throws(GzipError) {
    self.input = input
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard isGzip(input[...]) else { throw .notGzip }
    // 15: the largest window; 16 more: a gzip header and trailer.
    let status = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .outOfMemory }
    if !verifying {
      inflateValidate(stream, 0)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Fills the buffer with the next content; returns the number of bytes written.
  ///
  /// A read beyond the content checks the end of the data.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(GzipError) -> Int {
    var filled = 0
    while filled < buffer.count && !ended {
      let room = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
      filled += try inflateOnce(into: room)
    }
    return filled
  }

  private func inflateOnce(
    into room: UnsafeMutableBufferPointer<UInt8>
  ) throws(GzipError) -> Int {
    // zlib counts in 32 bits.
    let largest = Int(UInt32.max)
    let offered = min(input.count - consumed, largest)
    let wanted = min(room.count, largest)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress.map { $0 + consumed })
    stream.pointee.avail_in = UInt32(offered)
    stream.pointee.next_out = room.baseAddress
    stream.pointee.avail_out = UInt32(wanted)
    let status = inflate(stream, Z_NO_FLUSH)
    consumed += offered - Int(stream.pointee.avail_in)
    switch status {
    case Z_OK: break
    case Z_STREAM_END: try startNextMember()
    case Z_BUF_ERROR: throw .truncated
    case Z_MEM_ERROR: throw .outOfMemory
    default: throw failure()
    }
    return wanted - Int(stream.pointee.avail_out)
  }

  private func startNextMember() throws(GzipError) {
    let rest = input[consumed...]
    if rest.isEmpty {
      ended = true
    } else {
      guard isGzip(rest) else { throw .trailingBytes(rest.count) }
      inflateReset(stream)
    }
  }

  private func failure() -> GzipError {
    let reason = stream.pointee.msg.map { String(cString: $0) } ?? "unknown reason"
    let isTrailer = reason == "incorrect data check" || reason == "incorrect length check"
    return isTrailer ? .checksum : .corrupted(reason: reason)
  }
}

/// Whether the bytes begin with gzip's signature.
func isGzip(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  bytes.starts(with: [0x1F, 0x8B])
}
