/// Reads protocol buffers' wire format: fields by number, without a schema and without nesting limits to overflow.
struct WireReader {
  /// A field's content.
  enum Field {
    case number(UInt64)
    case fixed(UInt64)
    case bytes(Range<Int>)
  }

  private let bytes: [UInt8]
  private var place: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// The next field; nil at the end.
  mutating func next() throws(ImportError) -> (number: Int, field: Field)? {
    guard place < end else { return nil }
    let key = try varint()
    let number = Int(truncatingIfNeeded: key >> 3) & 0x1FFF_FFFF
    switch key & 7 {
    case 0: return (number, .number(try varint()))
    case 1: return (number, .fixed(try fixed(8)))
    case 2:
      let count = try varint()
      guard count <= UInt64(end - place) else { throw Self.damaged(place) }
      defer { place += Int(count) }
      return (number, .bytes(place..<place + Int(count)))
    case 5: return (number, .fixed(try fixed(4)))
    default: throw Self.damaged(place)
    }
  }

  /// All fields of a message; throws where one does not fit.
  static func fields(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> [(number: Int, field: Field)] {
    var reader = WireReader(bytes, range)
    var fields: [(number: Int, field: Field)] = []
    while let field = try reader.next() { fields.append(field) }
    return fields
  }

  /// Whole numbers that stand one after the other.
  static func packed(_ bytes: [UInt8], _ range: Range<Int>) throws(ImportError) -> [Int] {
    var reader = WireReader(bytes, range)
    var numbers: [Int] = []
    while reader.place < reader.end {
      numbers.append(Int(Int64(bitPattern: try reader.varint())))
    }
    return numbers
  }

  private mutating func varint() throws(ImportError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard place < end else { throw Self.damaged(place) }
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw Self.damaged(place)
  }

  private mutating func fixed(_ count: Int) throws(ImportError) -> UInt64 {
    guard end - place >= count else { throw Self.damaged(place) }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[place + index]) << (8 * UInt64(index)) }
    place += count
    return value
  }

  static func damaged(_ place: Int) -> ImportError {
    .damaged(format: "a protocol buffer", problem: "a field at byte \(place)")
  }
}

extension WireReader.Field {
  var number: Int? {
    if case .number(let value) = self { Int(Int64(bitPattern: value)) } else { nil }
  }

  var range: Range<Int>? {
    if case .bytes(let range) = self { range } else { nil }
  }

  /// A number of single precision.
  var float: Float? {
    if case .fixed(let value) = self {
      Float(bitPattern: UInt32(truncatingIfNeeded: value))
    } else {
      nil
    }
  }
}
