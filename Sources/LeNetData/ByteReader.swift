import LeNetArchives

/// The bytes of one file in order; gzip, known by its first bytes, is inflated on the way.
///
/// The caller keeps the input alive as long as this object.
final class ByteReader {
  private let input: UnsafeBufferPointer<UInt8>
  private let inflater: GzipInflater?
  private var position = 0

  /// Starts at the first byte of the content; `verifying` as in `GzipInflater`.
  init(_ input: UnsafeBufferPointer<UInt8>, verifying: Bool) throws(IDXError) {
    self.input = input
    do {
      inflater = isGzip(input[...]) ? try GzipInflater(input, verifying: verifying) : nil
    } catch {
      throw .gzip(error)
    }
  }

  /// Whether the file is gzip.
  var isCompressed: Bool { inflater != nil }

  /// How many times its compressed bytes a data set may have, so that a small file cannot fill the memory.
  ///
  /// Real images become 4 to 20 times as many; MNIST in black and white as CSV, 46 times. Deflate could make 1032 times
  /// as many. A data set of 64 MB or less may be as empty as it likes.
  static let mostGrowth = 56

  /// The most bytes that compressed data may become here.
  static func bound(ofCompressed compressed: Int) -> Int {
    let (bound, overflows) = compressed.multipliedReportingOverflow(by: mostGrowth)
    return min(max(1 << 26, overflows ? .max : bound), DataMemory.limit)
  }

  /// Fills the buffer with the next content; returns the number of bytes written.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(IDXError) -> Int {
    if let inflater {
      do {
        return try inflater.read(input, into: buffer)
      } catch {
        throw .gzip(error)
      }
    }
    let count = min(buffer.count, input.count - position)
    let source = UnsafeBufferPointer(rebasing: input[position..<position + count])
    _ = buffer.update(fromContentsOf: source)
    position += count
    return count
  }

  /// The next bytes, fewer at the end of the content.
  func next(_ count: Int) throws(IDXError) -> [UInt8] {
    try [UInt8](capacity: count) { span throws(IDXError) in
      try span.withUnsafeMutableBufferPointer { buffer, filled throws(IDXError) in
        filled = try read(into: buffer)
      }
    }
  }
}
