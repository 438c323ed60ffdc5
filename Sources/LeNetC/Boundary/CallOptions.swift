import CLeNet
import LeNetText

/// The options of a call: a JSON object with known keys.
struct CallOptions {
  private let name: String
  private(set) var values: [String: JSON]

  /// Reads the object, or none for NULL; throws if the text is no object, or has a key beside `keys`.
  init(
    _ pointer: UnsafePointer<CChar>?, keys: [String], name: String = "options"
  ) throws(CallFailure) {
    guard pointer != nil else {
      try self.init(.object([:]), keys: keys, name: name)
      return
    }
    try self.init(json(LeNetC.text(pointer, name), name), keys: keys, name: name)
  }

  /// Takes an object that was read; nil as keys allows any.
  init(_ object: JSON, keys: [String]?, name: String) throws(CallFailure) {
    self.name = name
    guard case .object(let values) = object else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "\(name) is not a JSON object, such as {\"\(keys?.first ?? "name")\": ...}")
    }
    self.values = values.filter { $0.value != .null }
    if let keys, let stranger = values.keys.filter({ !keys.contains($0) }).min() {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "\(name) has '\(stranger)', which is not known; expected \(keys.sorted().joined(separator: ", "))"
          + didYouMean(stranger, among: keys))
    }
  }

  private func refusal(_ key: String, _ expected: String) -> CallFailure {
    CallFailure(
      LENET_ERROR_ARGUMENT,
      "'\(key)' in \(name) is \(values[key]?.text ?? "null"); expected \(expected)")
  }

  func text(_ key: String) throws(CallFailure) -> String? {
    guard let value = values[key] else { return nil }
    guard let text = value.string else { throw refusal(key, "a text") }
    return text
  }

  func flag(_ key: String) throws(CallFailure) -> Bool? {
    guard let value = values[key] else { return nil }
    guard case .bool(let flag) = value else { throw refusal(key, "true or false") }
    return flag
  }

  func whole(_ key: String, in range: ClosedRange<Int>) throws(CallFailure) -> Int? {
    guard let value = values[key] else { return nil }
    guard let number = value.wholeNumber, range.contains(number) else {
      throw refusal(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func seed(_ key: String) throws(CallFailure) -> UInt64? {
    guard let value = values[key] else { return nil }
    guard let number = value.unsigned else {
      throw refusal(key, "a whole number from 0 to \(UInt64.max)")
    }
    return number
  }

  func number(_ key: String, in range: ClosedRange<Double>) throws(CallFailure) -> Double? {
    guard let value = values[key] else { return nil }
    guard let number = value.double, range.contains(number) else {
      throw refusal(
        key,
        range.upperBound.isFinite
          ? "a number from \(range.lowerBound) to \(range.upperBound)"
          : "a number from \(range.lowerBound) up")
    }
    return number
  }

  func numbers(_ key: String) throws(CallFailure) -> [Double]? {
    guard let value = values[key] else { return nil }
    if let number = value.double { return [number] }
    guard let list = value.array, !list.isEmpty, list.allSatisfy({ $0.double != nil }) else {
      throw refusal(key, "a number, or a list with one for each map")
    }
    return list.compactMap(\.double)
  }

  /// One of the names of an enumeration, spelled as in Swift or with hyphens.
  func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Value.Type = Value.self
  ) throws(CallFailure) -> Value? {
    guard let value = values[key] else { return nil }
    let names = Value.allCases.map(\.rawValue)
    let found = value.string.flatMap { name in
      Value.allCases.first { $0.rawValue == name || $0.rawValue.hyphenated == name }
    }
    guard let found else { throw refusal(key, "one of \(names.joined(separator: ", "))") }
    return found
  }
}

extension String {
  /// The same name with hyphens: `scaledTanh` becomes `scaled-tanh`.
  var hyphenated: String {
    reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
  }
}
