import LeNetModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension JSON {
  /// A value as JSON, as in files: numbers read back as the same bits.
  ///
  /// Throws if the value has no JSON form, as a number that is not finite.
  init(encoding value: some Encodable) throws {
    try self.init(reading: [UInt8](JSONEncoder().encode(value)))
  }

  /// Reads the value that `init(encoding:)` wrote.
  func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
