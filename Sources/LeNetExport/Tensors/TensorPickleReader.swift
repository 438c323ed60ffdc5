import LeNetFiles

/// Reads the pickles that `PickleWriter` writes, and refuses all others.
struct TensorPickleReader {
  /// A tensor without its numbers.
  struct Tensor: Equatable {
    let storage: String
    let sizes: [Int]
  }

  private indirect enum Value {
    case mark, flag
    case text(String)
    case number(Int)
    case list([Value])
    case global(String)
    case storage(String, count: Int)
    case tensor(Tensor)
    case dictionary([(String, Tensor)])
  }

  private let bytes: LittleEndianBytes
  private let size: Int
  private var place = 0
  private var stack: [Value] = []

  init(_ pickle: [UInt8]) {
    bytes = LittleEndianBytes(pickle)
    size = pickle.count
  }

  /// The tensors with their names, in the pickle's order.
  mutating func tensors() throws(ExportError) -> [(String, Tensor)] {
    guard take(2).map(Array.init) == [0x80, 2] else { throw damaged }
    while place < size {
      guard let code = take(1)?.first else { throw damaged }
      switch UnicodeScalar(code) {
      case ".":
        guard case .dictionary(let tensors)? = stack.popLast(), stack.isEmpty, place == size else {
          throw damaged
        }
        return tensors
      case "(": stack.append(.mark)
      case ")": stack.append(.list([]))
      case "c": stack.append(.global("\(try line()).\(try line())"))
      case "X":
        guard let text = take(try int32()) else { throw damaged }
        stack.append(.text(String(decoding: text, as: UTF8.self)))
      case "J": stack.append(.number(try int32()))
      case "\u{89}": stack.append(.flag)
      case "t": stack.append(.list(try sinceMark()))
      case "Q": stack.append(try storage(stack.popLast()))
      case "R":
        let arguments = stack.popLast()
        stack.append(try called(stack.popLast(), arguments))
      case "u":
        let items = try sinceMark()
        guard case .dictionary(let old)? = stack.popLast() else { throw damaged }
        stack.append(.dictionary(old + (try pairs(items))))
      default: throw damaged
      }
    }
    throw damaged
  }

  private func storage(_ identity: Value?) throws(ExportError) -> Value {
    guard case .list(let parts)? = identity, parts.count == 5, case .text("storage") = parts[0],
      case .global("torch.FloatStorage") = parts[1], case .text(let key) = parts[2],
      case .text("cpu") = parts[3], case .number(let count) = parts[4]
    else { throw damaged }
    return .storage(key, count: count)
  }

  private func called(_ function: Value?, _ arguments: Value?) throws(ExportError) -> Value {
    guard case .global(let name)? = function, case .list(let parts)? = arguments else {
      throw damaged
    }
    if name == "collections.OrderedDict", parts.isEmpty { return .dictionary([]) }
    guard name == "torch._utils._rebuild_tensor_v2", parts.count == 6,
      case .storage(let key, let count) = parts[0], case .number(0) = parts[1],
      case .list(let sizes) = parts[2], case .list(let steps) = parts[3]
    else { throw damaged }
    let (lengths, strides) = (try numbers(sizes), try numbers(steps))
    let rowByRow = lengths.indices.map { lengths[($0 + 1)...].reduce(1, &*) }
    guard strides == rowByRow, lengths.reduce(1, &*) == count else { throw damaged }
    return .tensor(Tensor(storage: key, sizes: lengths))
  }

  private func numbers(_ values: [Value]) throws(ExportError) -> [Int] {
    var numbers: [Int] = []
    for value in values {
      guard case .number(let number) = value, number >= 0 else { throw damaged }
      numbers.append(number)
    }
    return numbers
  }

  private func pairs(_ items: [Value]) throws(ExportError) -> [(String, Tensor)] {
    guard items.count.isMultiple(of: 2) else { throw damaged }
    var pairs: [(String, Tensor)] = []
    for index in stride(from: 0, to: items.count, by: 2) {
      guard case .text(let name) = items[index], case .tensor(let tensor) = items[index + 1] else {
        throw damaged
      }
      pairs.append((name, tensor))
    }
    return pairs
  }

  private mutating func sinceMark() throws(ExportError) -> [Value] {
    guard let mark = stack.lastIndex(where: { if case .mark = $0 { true } else { false } }) else {
      throw damaged
    }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[(mark + 1)...])
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard let taken = bytes.bytes(place, count) else { return nil }
    place += count
    return taken
  }

  private mutating func line() throws(ExportError) -> String {
    var text: [UInt8] = []
    while let byte = take(1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: text, as: UTF8.self) }
      text.append(byte)
    }
    throw damaged
  }

  private mutating func int32() throws(ExportError) -> Int {
    guard let number = bytes.number(place, 4), number < 1 << 31 else { throw damaged }
    place += 4
    return number
  }

  private var damaged: ExportError {
    .damaged(format: .pytorch, problem: "its pickle is wrong at byte \(place)")
  }
}
