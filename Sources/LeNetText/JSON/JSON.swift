/// A JSON value whose text is always the same: keys sorted, numbers in their shortest form.
///
/// Model files contain it, so its bytes must not depend on the version of a library. Reading refuses
/// values that Foundation accepts, such as repeated keys.
public enum JSON: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without fraction or exponent that fits an `Int`.
  case integer(Int)
  /// A whole number above `Int.max` that fits a `UInt64`: seeds reach that far.
  case unsigned(UInt64)
  /// Any other number; one that is not finite has no JSON form and is written as `null`.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSON])
  /// Values by key.
  case object([String: JSON])

  /// The number `value`, as an integer where it is whole, so that equal numbers are equal values.
  public init(_ value: Double) {
    if let whole = Int(exactly: value), abs(value) < 0x1p53 {
      self = .integer(whole)
    } else {
      self = .number(value)
    }
  }

  /// The number `value`, as an `integer` where it fits.
  public init(_ value: UInt64) {
    self = Int(exactly: value).map(JSON.integer) ?? .unsigned(value)
  }

  /// The value of `key`, or nil if this is not an object or lacks the key.
  public subscript(key: String) -> JSON? {
    guard case .object(let values) = self else { return nil }
    return values[key]
  }

  /// The value as an `Int`, or nil if it is not one.
  public var wholeNumber: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The value as a `UInt64`, or nil if it is not one.
  public var unsigned: UInt64? {
    switch self {
    case .unsigned(let value): value
    default: wholeNumber.flatMap { UInt64(exactly: $0) }
    }
  }

  /// The value as a `Double`, or nil if it is not a number.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The value as a text, or nil if it is not one.
  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The value as a list, or nil if it is not one.
  public var array: [JSON]? {
    guard case .array(let values) = self else { return nil }
    return values
  }
}

extension JSON: Codable {
  /// Reads any JSON value.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var values: [String: JSON] = [:]
      for key in container.allKeys {
        values[key.stringValue] = try container.decode(JSON.self, forKey: key)
      }
      self = .object(values)
    } else if var container = try? decoder.unkeyedContainer() {
      var values: [JSON] = []
      while !container.isAtEnd { values.append(try container.decode(JSON.self)) }
      self = .array(values)
    } else {
      self = try Self.scalar(in: try decoder.singleValueContainer())
    }
  }

  private static func scalar(in container: any SingleValueDecodingContainer) throws -> JSON {
    if container.decodeNil() { return .null }
    if let value = try? container.decode(Bool.self) { return .bool(value) }
    if let value = try? container.decode(Int.self) { return .integer(value) }
    if let value = try? container.decode(UInt64.self) { return .unsigned(value) }
    if let value = try? container.decode(Double.self) { return .number(value) }
    return .string(try container.decode(String.self))
  }

  /// Writes the value.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let values):
      var container = encoder.container(keyedBy: Key.self)
      for (key, value) in values { try container.encode(value, forKey: Key(stringValue: key)) }
    case .array(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let value): try container.encode(value)
      case .integer(let value): try container.encode(value)
      case .unsigned(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .string(let value): try container.encode(value)
      default: try container.encodeNil()
      }
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
