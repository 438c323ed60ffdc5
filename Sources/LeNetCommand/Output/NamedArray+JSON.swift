import LeNetData
import LeNetText

extension NamedArray {
  /// The array as an object: its name, its sizes, and the numbers in nested lists.
  var json: JSON {
    .object([
      "name": .string(name), "sizes": .array(sizes.map(JSON.integer)),
      "values": Self.nested(values[...], sizes[...]),
    ])
  }

  private static func nested(_ values: ArraySlice<Float>, _ sizes: ArraySlice<Int>) -> JSON {
    guard let first = sizes.first, sizes.count > 1 else {
      return .array(values.map { JSON(Double($0)) })
    }
    let step = values.count / max(first, 1)
    return .array(
      (0..<first).map {
        let start = values.startIndex + $0 * step
        return nested(values[start..<start + step], sizes.dropFirst())
      })
  }
}
