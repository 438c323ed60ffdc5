#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension JSON {
  /// The JSON form of any `Encodable` value; throws what its encoding throws.
  public init(encoding value: some Encodable) throws {
    try self.init(reading: Array(try JSONEncoder().encode(value)))
  }

  /// The value that this is the JSON form of; throws what its decoding throws.
  public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
