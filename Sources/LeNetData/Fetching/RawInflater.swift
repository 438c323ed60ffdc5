import CZlib

/// Inflates raw deflate data (RFC 1951) piece by piece.
final class RawInflater {
  /// Whether the end of the data is reached.
  private(set) var isAtEnd = false
  /// zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var consumed = 0
  /// Whether the last piece was full, so that zlib may still hold content.
  private var wasFull = false

  /// An inflater; nil if there is not enough memory.
  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // -15: the largest window, and no header.
    let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Sets the next piece of the data, after the one before is used up.
  func feed(_ bytes: [UInt8]) {
    input = bytes
    consumed = 0
  }

  /// At most `count` bytes of content; none if it needs more data or is at the end.
  func next(_ count: Int) throws(GzipError) -> [UInt8] {
    guard !isAtEnd, consumed < input.count || wasFull else { return [] }
    var status = Z_OK
    let content = input.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: count) { output, filled in
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress.map { $0 + consumed })
        stream.pointee.avail_in = UInt32(input.count - consumed)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(count)
        status = inflate(stream, Z_NO_FLUSH)
        consumed = input.count - Int(stream.pointee.avail_in)
        filled = count - Int(stream.pointee.avail_out)
      }
    }
    wasFull = content.count == count
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isAtEnd = true
    case Z_MEM_ERROR: throw .outOfMemory
    default:
      throw .corrupted(reason: stream.pointee.msg.map { String(cString: $0) } ?? "unknown reason")
    }
    return content
  }
}
