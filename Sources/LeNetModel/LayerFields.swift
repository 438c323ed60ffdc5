import LeNetText

/// The settings of one layer in a description; unread ones are an error.
struct LayerFields {
  /// The layer's name, for error messages.
  let layer: String
  private let values: [String: JSON]
  private var expected: Set<String> = ["kind", "name"]

  init(layer: String, values: [String: JSON]) {
    self.layer = layer
    self.values = values
  }

  /// The whole number under `key`; throws if it is missing without default or something else.
  mutating func integer(_ key: String, default: Int? = nil) throws(ArchitectureError) -> Int {
    guard let value = take(key) else { return try missing(key, `default`) }
    guard let number = value.wholeNumber else { throw wrong(key, value, "a whole number") }
    return number
  }

  /// The number under `key`; throws if it is missing without default or something else.
  mutating func number(_ key: String, default: Double? = nil) throws(ArchitectureError) -> Double {
    guard let value = take(key) else { return try missing(key, `default`) }
    guard let number = value.double else { throw wrong(key, value, "a number") }
    return number
  }

  /// The activation, `identity` if none is given.
  mutating func activation() throws(ArchitectureError) -> Activation {
    guard let value = take("activation") else { return .identity }
    guard let activation = value.string.flatMap(Activation.init) else {
      throw wrong("activation", value, Activation.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return activation
  }

  /// The Boolean under `key`, or the default without one.
  mutating func flag(_ key: String, default: Bool) throws(ArchitectureError) -> Bool {
    guard let value = take(key) else { return `default` }
    guard case .bool(let flag) = value else { throw wrong(key, value, "true or false") }
    return flag
  }

  /// The value that names the ten bitmaps of the paper.
  static let digitBitmaps = "digitBitmaps"

  /// The prototypes of radial basis units, the paper's bitmaps where none are given.
  mutating func prototypes() throws(ArchitectureError) -> RadialBasis.Prototypes {
    guard let value = take("prototypes"), value != .string(Self.digitBitmaps) else {
      return .digitBitmaps
    }
    var lists: [[Float]] = []
    for list in value.array ?? [.null] {
      let numbers = (list.array ?? [.null]).map(\.double)
      guard !numbers.contains(nil) else {
        throw wrong(
          "prototypes", value, "\"\(Self.digitBitmaps)\", or a list of numbers for each class")
      }
      lists.append(numbers.compactMap { $0.map(Float.init) })
    }
    return .coordinates(lists)
  }

  /// The connection table, nil if none is given.
  mutating func connections() throws(ArchitectureError) -> ConnectionTable? {
    guard let value = take("connections") else { return nil }
    var sources: [[Int]] = []
    for list in value.array ?? [.null] {
      let maps = (list.array ?? [.null]).map(\.wholeNumber)
      guard !maps.contains(nil) else {
        throw wrong("connections", value, "one list of input maps for each map")
      }
      sources.append(maps.compactMap(\.self))
    }
    return ConnectionTable(sources: sources)
  }

  /// Throws if there is a key that this kind of layer does not know.
  func finish(kind: String) throws(ArchitectureError) {
    guard let unknown = values.keys.filter({ !expected.contains($0) }).min() else { return }
    throw .badDescription(
      place: "layer \(layer)",
      problem: "'\(unknown)' is not a setting of \(kind); expected "
        + expected.sorted().joined(separator: ", ") + didYouMean(unknown, among: expected.sorted()))
  }

  private mutating func take(_ key: String) -> JSON? {
    expected.insert(key)
    return values[key]
  }

  private func missing<Value>(_ key: String, _ value: Value?) throws(ArchitectureError) -> Value {
    guard let value else {
      let unread = values.keys.filter { !expected.contains($0) }.sorted()
      let meant =
        suggestion(for: key, among: unread).map { "; did you write '\($0)' instead?" } ?? ""
      throw .badDescription(place: "layer \(layer)", problem: "'\(key)' is missing\(meant)")
    }
    return value
  }

  private func wrong(_ key: String, _ got: JSON, _ expected: String) -> ArchitectureError {
    .badSetting(layer: layer, key: key, got: got.text, expected: expected)
  }
}
