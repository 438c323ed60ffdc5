/// Reads pickled plain data and NumPy arrays of protocols 0 to 5, and executes
/// nothing: the names in a file only select among operations of this reader.
///
/// The instructions are those of Python's `pickletools`. Each costs at least a byte of the file, and
/// what they may make is limited, so that memory stays in proportion to the file.
struct PickleMachine {
  /// The most instructions of a file: CIFAR-10's batches have 60,000, re-saved ones ten times that.
  static let mostInstructions = 4_000_000

  let bytes: [UInt8]
  var position = 0
  var stack: [PickleValue] = []
  /// The positions of marks in the stack.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  /// The elements of lists and tuples; for dictionaries keys and values alternate.
  var containers: [[PickleValue]] = []
  var arrays: [PickledArray] = []
  var types: [PickledType] = []
  /// The number of bytes made in addition to those in the file.
  var made = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads the whole file; returns its object.
  mutating func run() throws(PickleError) -> PickleValue {
    for _ in 0..<Self.mostInstructions {
      let place = position
      let instruction = try byte()
      if instruction == UInt8(ascii: ".") {
        guard position == bytes.count else { throw .trailingBytes(bytes.count - position) }
        guard stack.count == 1, marks.isEmpty else { throw .misplaced(place: place) }
        return stack[0]
      }
      try perform(instruction, at: place)
    }
    throw .tooMany(place: position)
  }

  private mutating func perform(_ instruction: UInt8, at place: Int) throws(PickleError) {
    if try performLiteral(instruction, at: place) { return }
    switch Character(UnicodeScalar(instruction)) {
    case "(": marks.append(stack.count)
    case "0":
      guard stack.count > (marks.last ?? 0) else { throw .misplaced(place: place) }
      stack.removeLast()
    case "1": _ = try popMark(place)
    case "]": push(.list, [])
    case "}": push(.dictionary, [])
    case ")": push(.tuple, [])
    case "l": push(.list, try popMark(place))
    case "t": push(.tuple, try popMark(place))
    case "d":
      let items = try popMark(place)
      guard items.count.isMultiple(of: 2) else { throw .misplaced(place: place) }
      push(.dictionary, items)
    case "\u{85}", "\u{86}", "\u{87}":
      push(.tuple, try pop(Int(instruction) - 0x84, place))
    case "a": try extend(with: pop(1, place), place)
    case "e": try extend(with: popMark(place), place)
    case "s": try extend(with: pop(2, place), place)
    case "u": try extend(with: popMark(place), place)
    case "p": memo[try number(endedBy: 10, place)] = try top(place)
    case "q": memo[Int(try byte())] = try top(place)
    case "r": memo[try little(4)] = try top(place)
    case "\u{94}": memo[memo.count] = try top(place)
    case "g": try recall(number(endedBy: 10, place), place)
    case "h": try recall(Int(byte()), place)
    case "j": try recall(little(4), place)
    case "c":
      let module = try line(place)
      try name(module, try line(place), place)
    case "\u{93}":
      let names = try pop(2, place)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw .misplaced(place: place)
      }
      try self.name(module, name, place)
    case "R":
      let values = try pop(2, place)
      guard case .known(let name) = values[0], case .tuple(let arguments) = values[1] else {
        throw .misplaced(place: place)
      }
      stack.append(try result(of: name, containers[arguments], place))
    case "b":
      let state = try pop(1, place)[0]
      try build(try top(place), state, place)
    default: throw .instruction(instruction, place: place)
    }
  }

  /// The instructions that put a number, a text or a constant on the stack, and the empty ones.
  private mutating func performLiteral(
    _ instruction: UInt8, at place: Int
  ) throws(PickleError) -> Bool {
    switch Character(UnicodeScalar(instruction)) {
    case "\u{80}":
      guard try byte() <= 5 else { throw .malformed(place: place) }
    case "\u{95}": _ = try little(8)
    case "N": stack.append(.none)
    case "\u{88}": stack.append(.bool(true))
    case "\u{89}": stack.append(.bool(false))
    case "K": stack.append(.integer(Int(try byte())))
    case "M": stack.append(.integer(try little(2)))
    case "J": stack.append(.integer(Int(Int32(truncatingIfNeeded: try little(4)))))
    case "I": stack.append(try decimal(place))
    case "L": stack.append(.integer(try number(endedBy: 10, place, suffix: UInt8(ascii: "L"))))
    case "\u{8A}": stack.append(.integer(try long(Int(byte()), place)))
    case "F":
      let text = String(decoding: try line(place), as: UTF8.self)
      guard text.utf8.count <= 40, let value = Double(text) else { throw .malformed(place: place) }
      stack.append(.real(value))
    case "G":
      let pattern = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.real(Double(bitPattern: pattern)))
    case "U", "C": stack.append(.bytes(Array(try take(Int(byte())))))
    case "T", "B": stack.append(.bytes(Array(try take(little(4)))))
    case "\u{8E}", "\u{96}": stack.append(.bytes(Array(try take(little(8)))))
    case "X": stack.append(.text(Array(try take(little(4)))))
    case "\u{8C}": stack.append(.text(Array(try take(Int(byte())))))
    case "\u{8D}": stack.append(.text(Array(try take(little(8)))))
    case "S": stack.append(.bytes(try quoted(place)))
    case "V": stack.append(.text(try escapedText(place)))
    default: return false
    }
    return true
  }

  private enum Container { case list, dictionary, tuple }

  private mutating func push(_ kind: Container, _ items: [PickleValue]) {
    let number = containers.count
    containers.append(items)
    switch kind {
    case .list: stack.append(.list(number))
    case .dictionary: stack.append(.dictionary(number))
    case .tuple: stack.append(.tuple(number))
    }
  }

  /// Removes the values above the last mark, and the mark; returns the values.
  private mutating func popMark(_ place: Int) throws(PickleError) -> [PickleValue] {
    guard let mark = marks.popLast(), mark <= stack.count else { throw .misplaced(place: place) }
    let items = Array(stack[mark...])
    stack.removeLast(stack.count - mark)
    return items
  }

  private mutating func pop(_ count: Int, _ place: Int) throws(PickleError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else { throw .misplaced(place: place) }
    let items = Array(stack.suffix(count))
    stack.removeLast(count)
    return items
  }

  private func top(_ place: Int) throws(PickleError) -> PickleValue {
    guard let last = stack.last, stack.count > (marks.last ?? 0) else {
      throw .misplaced(place: place)
    }
    return last
  }

  /// Adds to the list or dictionary on top of the stack.
  private mutating func extend(
    with items: [PickleValue], _ place: Int
  ) throws(PickleError) {
    switch try top(place) {
    case .list(let number): containers[number] += items
    case .dictionary(let number):
      guard items.count.isMultiple(of: 2) else { throw .misplaced(place: place) }
      containers[number] += items
    default: throw .misplaced(place: place)
    }
  }

  private mutating func recall(_ number: Int, _ place: Int) throws(PickleError) {
    guard let value = memo[number] else { throw .misplaced(place: place) }
    stack.append(value)
  }

  private mutating func name(
    _ module: some Sequence<UInt8>, _ name: some Sequence<UInt8>, _ place: Int
  ) throws(PickleError) {
    let module = String(decoding: Array(module.prefix(100)), as: UTF8.self)
    let name = String(decoding: Array(name.prefix(100)), as: UTF8.self)
    guard let known = PickleName(module: module, name: name) else {
      throw .unknownName("\(module).\(name)", place: place)
    }
    stack.append(.known(known))
  }
}
