extension PickleMachine {
  /// The most sizes of an array; images in colour have four.
  private static let mostSizes = 8

  /// The result of a call of a known name.
  mutating func result(
    of name: PickleName, _ arguments: [PickleValue], _ place: Int
  ) throws(PickleError) -> PickleValue {
    switch name {
    case .array: throw .misplaced(place: place)
    case .reconstruct:
      arrays.append(PickledArray())
      return .array(arrays.count - 1)
    case .type:
      guard let code = arguments.first.flatMap(letters), code.count >= 2,
        let width = Int(String(decoding: code.dropFirst(), as: UTF8.self)), 1...8 ~= width
      else { throw .misplaced(place: place) }
      types.append(PickledType(kind: code[0], width: width))
      return .type(types.count - 1)
    case .scalar:
      guard arguments.count == 2, case .type(let type) = arguments[0],
        let bytes = letters(arguments[1]), bytes.count == types[type].width,
        let value = types[type].wholeNumber(bytes[...])
      else { throw .misplaced(place: place) }
      return .integer(value)
    case .encode:
      // Latin 1: one letter per byte.
      guard let first = arguments.first, case .text(let text) = first else {
        throw .misplaced(place: place)
      }
      return .bytes(try latin(text, place))
    case .byteArray:
      guard arguments.count <= 2 else { throw .misplaced(place: place) }
      guard let first = arguments.first else { return .bytes([]) }
      guard case .text(let text) = first else {
        guard let bytes = letters(first) else { throw .misplaced(place: place) }
        return .bytes(bytes)
      }
      return .bytes(try latin(text, place))
    case .fromBuffer:
      guard arguments.count == 4 else { throw .misplaced(place: place) }
      var array = PickledArray()
      let order = letters(arguments[3])
      try fill(
        &array, sizes: arguments[2], type: arguments[1],
        isColumnMajor: order == [UInt8(ascii: "F")], bytes: arguments[0], place)
      arrays.append(array)
      return .array(arrays.count - 1)
    }
  }

  /// Sets the state of an array or an element type.
  mutating func build(
    _ value: PickleValue, _ state: PickleValue, _ place: Int
  ) throws(PickleError) {
    guard case .tuple(let number) = state else { throw .misplaced(place: place) }
    let items = containers[number]
    switch value {
    case .array(let array):
      guard items.count == 5 else { throw .misplaced(place: place) }
      let isColumnMajor = items[3] == .bool(true) || items[3] == .integer(1)
      var filled = arrays[array]
      try fill(
        &filled, sizes: items[1], type: items[2], isColumnMajor: isColumnMajor, bytes: items[4],
        place)
      arrays[array] = filled
    case .type(let type):
      guard items.count >= 2, let order = letters(items[1]), order.count == 1 else {
        throw .misplaced(place: place)
      }
      types[type].isBigEndian = order == [UInt8(ascii: ">")]
    default: throw .misplaced(place: place)
    }
  }

  private func fill(
    _ array: inout PickledArray, sizes: PickleValue, type: PickleValue, isColumnMajor: Bool,
    bytes: PickleValue, _ place: Int
  ) throws(PickleError) {
    guard case .tuple(let tuple) = sizes, case .type(let type) = type, let bytes = letters(bytes)
    else { throw .misplaced(place: place) }
    var product = types[type].width
    array.sizes = []
    // Every array walks its sizes again, although they stand in the file once.
    guard containers[tuple].count <= Self.mostSizes else { throw .tooMany(place: place) }
    for size in containers[tuple] {
      guard case .integer(let size) = size, size >= 0 else { throw .misplaced(place: place) }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .misplaced(place: place) }
      product = next
      array.sizes.append(size)
    }
    guard product == bytes.count else { throw .misplaced(place: place) }
    array.type = types[type]
    array.isColumnMajor = isColumnMajor
    array.bytes = bytes
    array.isComplete = true
  }

  /// Bytes of a text whose letters are at most 255.
  private mutating func latin(
    _ text: [UInt8], _ place: Int
  ) throws(PickleError) -> [UInt8] {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw .malformed(place: place)
    }
    // The same text can occur repeatedly.
    made += text.count
    guard made <= 2 * bytes.count else { throw .tooMany(place: place) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for scalar in string.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { throw .malformed(place: place) }
      result.append(byte)
    }
    return result
  }

  /// The bytes of a text of either kind.
  package func letters(_ value: PickleValue) -> [UInt8]? {
    switch value {
    case .bytes(let bytes), .text(let bytes): bytes
    default: nil
    }
  }
}

extension PickledType {
  /// The whole number in bytes of this type; nil for other kinds or more than 64 bits.
  func wholeNumber(_ bytes: ArraySlice<UInt8>) -> Int? {
    let isSigned = kind == UInt8(ascii: "i")
    guard isSigned || kind == UInt8(ascii: "u") || kind == UInt8(ascii: "b") else { return nil }
    return LeNetData.wholeNumber(bytes, isSigned: isSigned, isBigEndian: isBigEndian)
  }
}

/// The whole number in at most eight bytes; nil if it does not fit an `Int`.
func wholeNumber(_ bytes: ArraySlice<UInt8>, isSigned: Bool, isBigEndian: Bool) -> Int? {
  let highest = isBigEndian ? bytes.first : bytes.last
  guard let highest, bytes.count <= 8 else { return nil }
  let start: UInt64 = isSigned && highest >= 128 ? .max : 0
  var value = start
  if isBigEndian {
    for byte in bytes { value = value << 8 | UInt64(byte) }
  } else {
    for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
  }
  return isSigned ? Int(Int64(bitPattern: value)) : Int(exactly: value)
}
