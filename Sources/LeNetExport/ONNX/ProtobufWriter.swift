/// Writes a message of protocol buffers, field by field.
struct ProtobufWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// A whole number; negative ones take ten bytes, as the format has it.
  mutating func add(_ field: Int, _ number: Int) {
    addTag(field, 0)
    addVarint(UInt64(bitPattern: Int64(number)))
  }

  /// A number of 32 bits.
  mutating func add(_ field: Int, _ number: Float) {
    addTag(field, 5)
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
  }

  /// A text.
  mutating func add(_ field: Int, _ text: String) { add(field, bytes: Array(text.utf8)) }

  /// Bytes.
  mutating func add(_ field: Int, bytes content: [UInt8]) {
    addTag(field, 2)
    addVarint(UInt64(content.count))
    bytes += content
  }

  /// A message inside this one.
  mutating func add(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
    var message = ProtobufWriter()
    write(&message)
    add(field, bytes: message.bytes)
  }

  private mutating func addTag(_ field: Int, _ type: Int) { addVarint(UInt64(field << 3 | type)) }

  private mutating func addVarint(_ number: UInt64) {
    var rest = number
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
