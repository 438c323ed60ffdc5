import CBzip2
import CZlib
public import LeNetArchives

extension Gzip {
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

extension Bzip2 {
  /// bzip2 data of the given content.
  public static func deflate(_ content: [UInt8]) throws(Bzip2Error) -> [UInt8] {
    // At most one per cent and 600 bytes more than the content, says libbz2's manual.
    let room = content.count + content.count / 100 + 600
    guard room <= Int(Int32.max) else { throw .overLimit(Int(Int32.max)) }
    var input = content
    var status = BZ_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var length = UInt32(room)
      status = input.withUnsafeMutableBytes { source in
        var nothing: CChar = 0
        return withUnsafeMutablePointer(to: &nothing) { none in
          BZ2_bzBuffToBuffCompress(
            UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
            &length, source.bindMemory(to: CChar.self).baseAddress ?? none, UInt32(source.count), 9,
            0, 0)
        }
      }
      count = status == BZ_OK ? Int(length) : 0
    }
    guard status == BZ_OK else { throw .outOfMemory }
    return bytes
  }
}
