/// The zlib format (RFC 1950), in memory: deflate with two bytes before it and a checksum behind it.
package enum Zlib {
  /// The content of one stream.
  ///
  /// Throws where the data are damaged or end early, and as soon as the content exceeds `limit` bytes.
  package static func inflate(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    let inflater = try Inflater(.zlib)
    return try bytes.withUnsafeBufferPointer { input throws(GzipError) in
      var (content, position, isEnd) = ([UInt8](), 0, false)
      while !isEnd {
        guard content.count <= limit else { throw .overLimit(limit) }
        var consumed = 0
        var written = 0
        try content.append(addingCapacity: max(65_536, content.count)) {
          span throws(GzipError) in
          try span.withUnsafeMutableBufferPointer { buffer, count throws(GzipError) in
            let step = try inflater.step(
              UnsafeBufferPointer(rebasing: input[position...]), into: buffer)
            (consumed, written, isEnd) = (step.consumed, step.written, step.isEnd)
            count = step.written
          }
        }
        position += consumed
        guard isEnd || consumed > 0 || written > 0 else { throw .truncated }
      }
      return content
    }
  }
}
