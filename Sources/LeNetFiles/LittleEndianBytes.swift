/// Little-endian numbers in a file.
package struct LittleEndianBytes {
  private let content: [UInt8]

  package init(_ bytes: [UInt8]) {
    content = bytes
  }

  /// The number of bytes.
  package var count: Int { content.count }

  /// The number in `count` bytes at a place; nil beyond the end of the file, or if it does not fit an `Int`.
  package func number(_ place: Int, _ count: Int) -> Int? {
    guard let bytes = bytes(place, count) else { return nil }
    return Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// The number of two bytes at a place; nil beyond the end of the file.
  package func uint16(_ place: Int) -> UInt16? {
    guard place >= 0, place <= content.count - 2 else { return nil }
    return UInt16(content[place]) | UInt16(content[place + 1]) << 8
  }

  /// `count` bytes at a place; nil beyond the end of the file.
  package func bytes(_ place: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard place >= 0, count >= 0, count <= content.count, place <= content.count - count else {
      return nil
    }
    return content[place..<place + count]
  }
}
