/// The fields of a message of protocol buffers that was just written.
struct ProtobufFields {
  /// The content of a field.
  enum Value {
    case number(Int)
    case bits(UInt32)
    case bytes(ArraySlice<UInt8>)
  }

  private let fields: [(number: Int, value: Value)]

  /// Reads all fields; nil if the bytes are not a message.
  init?(_ bytes: ArraySlice<UInt8>) {
    var (rest, fields) = (bytes, [(number: Int, value: Value)]())
    func varint() -> Int? {
      var number: UInt64 = 0
      for shift in stride(from: 0, to: 64, by: 7) {
        guard let byte = rest.popFirst() else { return nil }
        number |= UInt64(byte & 127) << UInt64(shift)
        if byte < 128 { return Int(truncatingIfNeeded: number) }
      }
      return nil
    }
    func take(_ count: Int?) -> ArraySlice<UInt8>? {
      guard let count, count >= 0, count <= rest.count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    while !rest.isEmpty {
      guard let tag = varint() else { return nil }
      switch tag & 7 {
      case 0:
        guard let number = varint() else { return nil }
        fields.append((tag >> 3, .number(number)))
      case 2:
        guard let content = take(varint()) else { return nil }
        fields.append((tag >> 3, .bytes(content)))
      case 5:
        guard let content = take(4) else { return nil }
        fields.append((tag >> 3, .bits(content.reversed().reduce(0) { $0 << 8 | UInt32($1) })))
      default: return nil
      }
    }
    self.fields = fields
  }

  /// The whole numbers of a field.
  func numbers(_ field: Int) -> [Int] {
    fields.compactMap {
      if $0.number == field, case .number(let number) = $0.value { number } else { nil }
    }
  }

  /// The number of 32 bits of a field; nil if there is none.
  func float(_ field: Int) -> Float? {
    for case (field, .bits(let bits)) in fields { return Float(bitPattern: bits) }
    return nil
  }

  /// The bytes of each time that a field is there.
  func bytes(_ field: Int) -> [ArraySlice<UInt8>] {
    fields.compactMap {
      if $0.number == field, case .bytes(let content) = $0.value { content } else { nil }
    }
  }

  /// The texts of a field.
  func texts(_ field: Int) -> [String] { bytes(field).map { String(decoding: $0, as: UTF8.self) } }

  /// The messages of a field; nil if one is none.
  func messages(_ field: Int) -> [ProtobufFields]? {
    var messages: [ProtobufFields] = []
    for content in bytes(field) {
      guard let message = ProtobufFields(content) else { return nil }
      messages.append(message)
    }
    return messages
  }
}
