/// The format of a record in TensorFlow's record files: its length, a checksum of that, the record, a
/// checksum of it, all little-endian.
///
/// https://www.tensorflow.org/tutorials/load_data/tfrecord, "TFRecords format details".
package enum EventFraming {
  /// Bytes before a record.
  private static let headSize = 12
  /// Bytes after a record.
  private static let tailSize = 4

  /// A record with its length and checksums.
  package static func framed(_ record: [UInt8]) -> [UInt8] {
    let length = little(UInt64(record.count), 8)
    return length + little(UInt64(CRC32C.masked(length)), 4) + record
      + little(UInt64(CRC32C.masked(record)), 4)
  }

  /// The end and the number of the first complete records of a file, at most `count`.
  ///
  /// An incomplete record or a wrong checksum ends the count; it trusts no length without its checksum.
  package static func end(
    ofRecords count: Int, in bytes: [UInt8]
  ) -> (records: Int, bytes: Int) {
    var (records, end) = (0, 0)
    while records < count, bytes.count - end >= headSize + tailSize {
      let length = number(bytes[end..<end + 8])
      guard number(bytes[end + 8..<end + headSize]) == CRC32C.masked(bytes[end..<end + 8]),
        length <= UInt64(bytes.count - end - headSize - tailSize)
      else { break }
      let record = end + headSize..<end + headSize + Int(length)
      let tail = bytes[record.upperBound..<record.upperBound + tailSize]
      guard number(tail) == CRC32C.masked(bytes[record]) else { break }
      records += 1
      end = record.upperBound + tailSize
    }
    return (records, end)
  }

  private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
