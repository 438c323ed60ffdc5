import CBzip2

/// The bzip2 format, in memory.
public enum Bzip2 {
  /// The content of bzip2 data; several streams in a row are one content.
  ///
  /// Throws if the data are damaged, and as soon as the content exceeds `limit` bytes.
  public static func inflate(_ bytes: [UInt8], limit: Int) throws(Bzip2Error) -> [UInt8] {
    var content: [UInt8] = []
    var consumed = 0
    repeat {
      guard isBzip2(bytes[consumed...]) else {
        throw consumed == 0 ? .notBzip2 : .trailingBytes(bytes.count - consumed)
      }
      consumed += try inflateStream(bytes, from: consumed, limit: limit, onto: &content)
    } while consumed < bytes.count
    return content
  }

  /// Decompresses one stream; returns the number of its bytes.
  private static func inflateStream(
    _ bytes: [UInt8], from start: Int, limit: Int, onto content: inout [UInt8]
  ) throws(Bzip2Error) -> Int {
    // libbz2 keeps a pointer back to its stream, which therefore must not move.
    let stream = UnsafeMutablePointer<bz_stream>.allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    defer { stream.deallocate() }
    guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else { throw .outOfMemory }
    defer { BZ2_bzDecompressEnd(stream) }
    var position = start
    var status = BZ_OK
    while status != BZ_STREAM_END {
      let piece = 1 << 16
      let before = content.count
      let offered = min(bytes.count - position, Int(Int32.max))
      content.append(addingCapacity: piece) { span in
        span.withUnsafeMutableBufferPointer { buffer, count in
          bytes.withUnsafeBytes { input in
            stream.pointee.next_in = UnsafeMutablePointer(
              mutating: input.bindMemory(to: CChar.self).baseAddress.map { $0 + position })
            stream.pointee.avail_in = UInt32(offered)
            stream.pointee.next_out = UnsafeMutableRawPointer(buffer.baseAddress)?
              .assumingMemoryBound(to: CChar.self)
            stream.pointee.avail_out = UInt32(piece)
            status = BZ2_bzDecompress(stream)
            count = piece - Int(stream.pointee.avail_out)
          }
        }
      }
      position += offered - Int(stream.pointee.avail_in)
      switch status {
      case BZ_OK, BZ_STREAM_END: break
      case BZ_MEM_ERROR: throw .outOfMemory
      default: throw .corrupted
      }
      guard content.count <= limit else { throw .overLimit(limit) }
      // libbz2 made no progress: the data are truncated.
      let isStuck = content.count == before && stream.pointee.avail_in == 0
      if status == BZ_OK, isStuck, position == bytes.count { throw .truncated }
    }
    return position - start
  }
}

/// Whether the bytes begin with bzip2's signature.
package func isBzip2(_ bytes: ArraySlice<UInt8>) -> Bool {
  bytes.starts(with: Array("BZh".utf8))
}

/// What is wrong with bzip2 data.
public enum Bzip2Error: Error, Hashable, Sendable {
  /// The first bytes are not bzip2's.
  case notBzip2
  /// The data end inside a stream.
  case truncated
  /// The data are damaged, or do not match their checksums.
  case corrupted
  /// The number of bytes after the stream that are not bzip2.
  case trailingBytes(Int)
  /// The content is larger than the caller allows, in bytes.
  case overLimit(Int)
  /// libbz2 could not allocate memory.
  case outOfMemory
}

extension Bzip2Error: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .notBzip2: "the data do not begin with bzip2's 'BZh'; is this a bzip2 file?"
    case .truncated:
      "the bzip2 data end before their content is complete; copy or download the file again"
    case .corrupted: "the bzip2 data are damaged; copy or download the file again"
    case .trailingBytes(let count):
      "\(count) bytes that are not bzip2 follow the bzip2 data; copy or download the file again"
    case .overLimit(let limit):
      "the bzip2 content is larger than the \(limit) bytes allowed here"
    case .outOfMemory:
      "there is not enough memory to work on bzip2 data; close other programs and try again"
    }
  }
}
