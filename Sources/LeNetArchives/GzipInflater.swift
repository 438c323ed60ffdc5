/// The content of gzip data, piece by piece; several members in a row are one content.
///
/// The data are given anew with each call, so that nothing has to be kept alive between calls.
package final class GzipInflater {
  private let inflater: Inflater
  private var consumed = 0
  private var ended = false

  /// Starts at the first byte of a gzip member; `verifying` as in `Inflater`.
  package init(
    _ input: UnsafeBufferPointer<UInt8>, verifying: Bool
  ) throws(GzipError) {
    guard isGzip(input[...]) else { throw .notGzip }
    inflater = try Inflater(.gzip, verifying: verifying)
  }

  /// Fills the buffer, or what is left of the content; the number of bytes written.
  ///
  /// The end of the data is checked once a byte beyond the content is asked for.
  package func read(
    _ input: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(GzipError) -> Int {
    var filled = 0
    while filled < buffer.count && !ended {
      let step = try inflater.step(
        UnsafeBufferPointer(rebasing: input[consumed...]),
        into: UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
      consumed += step.consumed
      filled += step.written
      if step.isEnd {
        try startNextMember(input[consumed...])
      } else if step.consumed == 0, step.written == 0 {
        throw .truncated
      }
    }
    return filled
  }

  private func startNextMember(_ rest: Slice<UnsafeBufferPointer<UInt8>>) throws(GzipError) {
    if rest.isEmpty {
      ended = true
    } else {
      guard isGzip(rest) else { throw .trailingBytes(rest.count) }
      inflater.reset()
    }
  }
}

/// Whether data begin as gzip does.
package func isGzip(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  bytes.starts(with: [0x1F, 0x8B])
}
