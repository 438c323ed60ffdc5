/// Reads pickled plain data and NumPy arrays of protocols 0 to 5, and executes
/// nothing: the names in a file only select among operations of this reader.
///
/// The instructions are those of Python's `pickletools`. Each costs at least a byte of the file, and
/// what they may make is limited, so that memory stays in proportion to the file. Files of weights have objects of
/// any class; kept inert they are a name and what the file gives them.
package struct PickleMachine {
  /// What becomes of a name that is not one of plain data and arrays.
  package enum ForeignNames: Sendable {
    /// It makes the file unreadable.
    case refused
    /// It makes inert objects, which are never called.
    case inert
  }

  /// The most instructions of a file: CIFAR-10's batches have 60,000, re-saved ones ten times that.
  static let mostInstructions = 4_000_000

  let bytes: [UInt8]
  let foreignNames: ForeignNames
  package internal(set) var position = 0
  var stack: [PickleValue] = []
  /// The positions of marks in the stack.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  /// The elements of lists and tuples; for dictionaries keys and values alternate.
  package internal(set) var containers: [[PickleValue]] = []
  package internal(set) var arrays: [PickledArray] = []
  var types: [PickledType] = []
  /// Names of classes and functions that are foreign to data, with their modules.
  package internal(set) var names: [String] = []
  package internal(set) var objects: [PickledObject] = []
  /// What the file says of things stored outside of it.
  package internal(set) var references: [PickleValue] = []
  /// The number of bytes made in addition to those in the file.
  var made = 0

  package init(_ bytes: [UInt8], foreignNames: ForeignNames = .refused) {
    self.bytes = bytes
    self.foreignNames = foreignNames
  }

  /// Reads the whole file; returns its object.
  package mutating func run() throws(PickleError) -> PickleValue {
    let value = try runToStop()
    guard position == bytes.count else { throw .trailingBytes(bytes.count - position) }
    return value
  }

  /// Reads the next pickle of several in a row; returns its object.
  package mutating func runToStop() throws(PickleError) -> PickleValue {
    for _ in 0..<Self.mostInstructions {
      let place = position
      let instruction = try byte()
      if instruction == UInt8(ascii: ".") {
        guard stack.count == 1, marks.isEmpty else { throw .misplaced(place: place) }
        memo = [:]
        return stack.removeLast()
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
      guard case .tuple(let arguments) = values[1] else { throw .misplaced(place: place) }
      if case .known(let name) = values[0] {
        do {
          stack.append(try result(of: name, containers[arguments], place))
        } catch {
          // Numbers that are not whole, for example, are no data but harmless.
          guard foreignNames == .inert, name == .scalar else { throw error }
          stack.append(.none)
        }
      } else {
        stack.append(try inertResult(of: values[0], containers[arguments], place))
      }
    case "b":
      let state = try pop(1, place)[0]
      let value = try top(place)
      if foreignNames == .inert, try buildInert(value, state) { return }
      try build(value, state, place)
    default:
      guard foreignNames == .inert, try performForeign(instruction, at: place) else {
        throw .instruction(instruction, place: place)
      }
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
    case "\u{8A}":
      let count = Int(try byte())
      // PyTorch's magic number has ten bytes.
      guard count > 8, foreignNames == .inert else {
        stack.append(.integer(try long(count, place)))
        break
      }
      stack.append(.bytes(Array(try take(count))))
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

  enum Container { case list, dictionary, tuple }

  mutating func push(_ kind: Container, _ items: [PickleValue]) {
    let number = containers.count
    containers.append(items)
    switch kind {
    case .list: stack.append(.list(number))
    case .dictionary: stack.append(.dictionary(number))
    case .tuple: stack.append(.tuple(number))
    }
  }

  /// Removes the values above the last mark, and the mark; returns the values.
  mutating func popMark(_ place: Int) throws(PickleError) -> [PickleValue] {
    guard let mark = marks.popLast(), mark <= stack.count else { throw .misplaced(place: place) }
    let items = Array(stack[mark...])
    stack.removeLast(stack.count - mark)
    return items
  }

  mutating func pop(_ count: Int, _ place: Int) throws(PickleError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else { throw .misplaced(place: place) }
    let items = Array(stack.suffix(count))
    stack.removeLast(count)
    return items
  }

  func top(_ place: Int) throws(PickleError) -> PickleValue {
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
    case .object(let number): objects[number].items += items
    default: throw .misplaced(place: place)
    }
  }

  private mutating func recall(_ number: Int, _ place: Int) throws(PickleError) {
    guard let value = memo[number] else { throw .misplaced(place: place) }
    stack.append(value)
  }

  mutating func name(
    _ module: some Sequence<UInt8>, _ name: some Sequence<UInt8>, _ place: Int
  ) throws(PickleError) {
    let module = String(decoding: Array(module.prefix(100)), as: UTF8.self)
    let name = String(decoding: Array(name.prefix(100)), as: UTF8.self)
    if let known = PickleName(module: module, name: name) { return stack.append(.known(known)) }
    guard foreignNames == .inert else { throw .unknownName("\(module).\(name)", place: place) }
    names.append("\(module).\(name)")
    stack.append(.name(names.count - 1))
  }
}
