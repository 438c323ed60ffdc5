/// The bytes of a protocol buffer message, field by field.
///
/// The encoding is that of https://protobuf.dev/programming-guides/encoding; fields with the value 0
/// are written too, which readers allow.
package struct ProtobufMessage: Sendable {
  /// The bytes so far.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A message made by a closure.
  package init(_ fill: (inout ProtobufMessage) -> Void) {
    fill(&self)
  }

  /// A whole number or an enumeration's value.
  package mutating func add(_ field: Int, integer value: Int64) {
    tag(field, wire: 0)
    varint(UInt64(bitPattern: value))
  }

  /// A Double.
  package mutating func add(_ field: Int, double value: Double) {
    tag(field, wire: 1)
    fixed(value.bitPattern)
  }

  /// A Float.
  package mutating func add(_ field: Int, float value: Float) {
    tag(field, wire: 5)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
    }
  }

  /// A text.
  package mutating func add(_ field: Int, text: String) {
    add(field, bytes: Array(text.utf8))
  }

  /// A message within this one.
  package mutating func add(_ field: Int, message: ProtobufMessage) {
    add(field, bytes: message.bytes)
  }

  /// A field of bytes.
  package mutating func add(_ field: Int, bytes content: [UInt8]) {
    tag(field, wire: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  /// A packed list of Doubles.
  package mutating func add(_ field: Int, packed values: [Double]) {
    tag(field, wire: 2)
    varint(UInt64(8 * values.count))
    for value in values { fixed(value.bitPattern) }
  }

  private mutating func tag(_ field: Int, wire: UInt64) {
    varint(UInt64(field) << 3 | wire)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed(_ bits: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }
}
