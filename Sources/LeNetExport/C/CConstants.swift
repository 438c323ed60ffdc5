/// The constants of a source in C that was just written, read back from its text.
struct CConstants {
  private var arrays: [String: [Substring]] = [:]
  private var definitions: [String: Substring] = [:]

  /// Finds each `static const TYPE NAME[COUNT] = {`, its lines up to `};`, and each `#define NAME NUMBER`.
  init(_ text: String) {
    var open: String?
    for line in text.split(separator: "\n") {
      if let name = open {
        guard line != "};" else {
          open = nil
          continue
        }
        arrays[name, default: []] += line.split { $0 == "," || $0 == " " }
        continue
      }
      let words = line.split(separator: " ")
      if line.hasPrefix("static const "), words.count > 3, words.last == "{",
        let bracket = words[3].firstIndex(of: "[")
      {
        let name = String(words[3][..<bracket])
        arrays[name] = []
        open = name
      } else if words.count == 3, words[0] == "#define" {
        definitions[String(words[1])] = words[2]
      }
    }
  }

  /// The arrays whose values are all 32-bit numbers.
  var floats: [String: [Float]] {
    arrays.compactMapValues { values in
      Self.all(values) { $0.hasSuffix("f") ? Float($0.dropLast()) : nil }
    }
  }

  /// The whole numbers of an array; nil if it is missing or has something else.
  func integers(_ name: String) -> [Int]? { arrays[name].flatMap { Self.all($0) { Int($0) } } }

  /// The whole number of a definition; nil if it is missing or something else.
  func integer(_ name: String) -> Int? { definitions[name].flatMap { Int($0) } }

  private static func all<Value>(
    _ pieces: [Substring], _ read: (Substring) -> Value?
  ) -> [Value]? {
    let values = pieces.compactMap(read)
    return values.count == pieces.count ? values : nil
  }
}
