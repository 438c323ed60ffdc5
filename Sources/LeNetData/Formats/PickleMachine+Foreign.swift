/// Objects of foreign classes, as files of weights have them: kept, and never made or called.
extension PickleMachine {
  /// The dictionaries that count as plain ones.
  private static let dictionaries: Set = [
    "collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict",
  ]

  /// The instructions that make objects; false for any other.
  mutating func performForeign(
    _ instruction: UInt8, at place: Int
  ) throws(PickleError) -> Bool {
    switch Character(UnicodeScalar(instruction)) {
    case "Q":
      references.append(try pop(1, place)[0])
      stack.append(.reference(references.count - 1))
    case "P":
      references.append(.bytes(Array(try line(place))))
      stack.append(.reference(references.count - 1))
    case "\u{81}":
      let values = try pop(2, place)
      try makeObject(of: values[0], with: values[1], place)
    case "\u{92}":
      let values = try pop(3, place)
      try makeObject(of: values[0], with: values[1], place)
    case "i":
      let module = try line(place)
      try name(module, try line(place), place)
      let type = try pop(1, place)[0]
      stack.append(try inertResult(of: type, try popMark(place), place))
    case "o":
      let items = try popMark(place)
      guard let type = items.first else { throw .misplaced(place: place) }
      stack.append(try inertResult(of: type, Array(items.dropFirst()), place))
    case "\u{8F}": push(.list, [])
    case "\u{90}":
      let items = try popMark(place)
      guard case .list(let number) = try top(place) else { throw .misplaced(place: place) }
      containers[number] += items
    case "\u{91}": push(.list, try popMark(place))
    case "\u{8B}": stack.append(.bytes(Array(try take(little(4)))))
    default: return false
    }
    return true
  }

  private mutating func makeObject(
    of type: PickleValue, with arguments: PickleValue, _ place: Int
  ) throws(PickleError) {
    guard case .tuple(let number) = arguments else { throw .misplaced(place: place) }
    stack.append(try inertResult(of: type, containers[number], place))
  }

  /// What stands for the result of a foreign class or function; an ordered dictionary is a dictionary.
  mutating func inertResult(
    of called: PickleValue, _ arguments: [PickleValue], _ place: Int
  ) throws(PickleError) -> PickleValue {
    guard foreignNames == .inert else { throw .misplaced(place: place) }
    let name: String =
      switch called {
      case .name(let number): names[number]
      default: ""
      }
    // The same arguments can be given repeatedly.
    made += arguments.count
    guard made <= 2 * bytes.count + 64 else { throw .tooMany(place: place) }
    guard Self.dictionaries.contains(name) else {
      objects.append(PickledObject(name: name, arguments: arguments))
      return .object(objects.count - 1)
    }
    var entries: [PickleValue] = []
    if let first = arguments.last, case .list(let pairs) = first {
      for pair in containers[pairs] {
        switch pair {
        case .list(let number), .tuple(let number):
          guard containers[number].count == 2 else { throw .misplaced(place: place) }
          entries += containers[number]
        default: throw .misplaced(place: place)
        }
      }
      made += entries.count
      guard made <= 2 * bytes.count + 64 else { throw .tooMany(place: place) }
    }
    containers.append(entries)
    return .dictionary(containers.count - 1)
  }

  /// Sets the state of what is not an array; false for arrays and their types.
  mutating func buildInert(_ value: PickleValue, _ state: PickleValue) throws(PickleError) -> Bool {
    switch value {
    case .object(let number):
      objects[number].state = state
      return true
    case .array, .type: return false
    // Attributes of a dictionary, and settings of a name.
    default: return true
    }
  }
}
