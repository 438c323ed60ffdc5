/// The gzip format (RFC 1952), in memory.
public enum Gzip {
  /// The content of gzip data; several members in a row are one content.
  ///
  /// Throws where the data are damaged, and as soon as the content exceeds `limit` bytes, so that
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
          try fill(&span, from: inflater, of: input)
        }
        guard content.count < stop else { throw .overLimit(limit) }
        if content.count < before + piece { return content }
      }
    }
  }
}

private func fill(
  _ span: inout OutputSpan<UInt8>, from inflater: GzipInflater, of input: UnsafeBufferPointer<UInt8>
) throws(GzipError) {
  try span.withUnsafeMutableBufferPointer { buffer, count throws(GzipError) in
    count = try inflater.read(input, into: buffer)
  }
}
