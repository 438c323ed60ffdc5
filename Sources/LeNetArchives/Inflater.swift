import CZlib

/// zlib's decompression of one deflate stream: the only place that calls `inflate`.
final class Inflater {
  /// What surrounds the stream.
  enum Wrapping: Int32 {
    /// A gzip header and trailer; 15 is the largest window, 16 more mean gzip.
    case gzip = 31
    /// A zlib header and checksum.
    case zlib = 15
    /// Nothing, as in zip archives.
    case none = -15
  }

  /// What one call did.
  struct Step {
    /// Bytes of the input that were used.
    let consumed: Int
    /// Bytes of the content that were written.
    let written: Int
    /// Whether the stream ends here.
    let isEnd: Bool
  }

  /// zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Throws where there is not enough memory.
  ///
  /// `verifying` false skips the CRC-32 of gzip, a fifth of the time, for content checked in another way.
  init(_ wrapping: Wrapping, verifying: Bool = true) throws(GzipError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .outOfMemory }
    if !verifying { inflateValidate(stream, 0) }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Begins another stream.
  func reset() { inflateReset(stream) }

  /// Reads some input and writes some output; returns zero for both if zlib can make no progress.
  func step(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(GzipError) -> Step {
    // zlib counts in 32 bits.
    let offered = min(input.count, Int(UInt32.max))
    let wanted = min(output.count, Int(UInt32.max))
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(offered)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(wanted)
    let status = inflate(stream, Z_NO_FLUSH)
    switch status {
    case Z_OK, Z_STREAM_END, Z_BUF_ERROR: break
    case Z_MEM_ERROR: throw .outOfMemory
    default: throw failure()
    }
    return Step(
      consumed: offered - Int(stream.pointee.avail_in),
      written: wanted - Int(stream.pointee.avail_out), isEnd: status == Z_STREAM_END)
  }

  private func failure() -> GzipError {
    let reason = stream.pointee.msg.map { String(cString: $0) } ?? "unknown reason"
    let isTrailer = reason == "incorrect data check" || reason == "incorrect length check"
    return isTrailer ? .checksum : .corrupted(reason: reason)
  }
}
