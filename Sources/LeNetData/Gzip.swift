import CZlib

/// The gzip format (RFC 1952), in memory.
public enum Gzip {
  /// The content of gzip data; several members in a row are one content.
  ///
  /// Throws if the data are damaged, and as soon as the content exceeds `limit` bytes, so that
  /// a small file cannot fill the memory.
  public static func inflate(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    // One byte beyond the limit tells a content of just the limit from a larger one.
    let stop = min(max(limit, 0), Int.max - 1) + 1
    return try bytes.withUnsafeBufferPointer { input throws(GzipError) in
      let inflater = try GzipInflater(input, verifying: true)
      var content: [UInt8] = []
      while true {
        let before = content.count
        let piece = min(max(65_536, before), stop - before)
        try content.append(addingCapacity: piece) { span throws(GzipError) in
          try fill(&span, from: inflater)
        }
        guard content.count < stop else { throw .overLimit(limit) }
        if content.count < before + piece { return content }
      }
    }
  }

  /// Gzip data of the given content, the same bytes every time (no name, no date).
  public static func deflate(_ content: [UInt8]) throws(GzipError) -> [UInt8] {
    var stream = z_stream()
    let status = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .outOfMemory }
    defer { deflateEnd(&stream) }
    return content.withUnsafeBufferPointer { input in
      deflateAll(input, through: &stream)
    }
  }
}

private func fill(
  _ span: inout OutputSpan<UInt8>, from inflater: GzipInflater
) throws(GzipError) {
  try span.withUnsafeMutableBufferPointer { buffer, count throws(GzipError) in
    count = try inflater.read(into: buffer)
  }
}

private func deflateAll(
  _ input: UnsafeBufferPointer<UInt8>, through stream: inout z_stream
) -> [UInt8] {
  let piece = 1 << 16
  var output: [UInt8] = []
  var consumed = 0
  var status = Z_OK
  while status != Z_STREAM_END {
    let offered = min(input.count - consumed, Int(UInt32.max))
    let isLast = consumed + offered == input.count
    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + consumed })
    stream.avail_in = UInt32(offered)
    output.append(addingCapacity: piece) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(piece)
        status = CZlib.deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        count = piece - Int(stream.avail_out)
      }
    }
    consumed += offered - Int(stream.avail_in)
  }
  return output
}
