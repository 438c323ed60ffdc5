/// The header of a `.npy`: `{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28), }`.
package struct NPYHeader {
  package private(set) var type = ""
  package private(set) var isColumnMajor = false
  package private(set) var sizes: [Int] = []

  /// Reads it; nil unless it has the three entries, once each, and nothing else.
  package init?(_ text: ArraySlice<UInt8>) {
    var scanner = Scanner(rest: text)
    guard scanner.skip("{") else { return nil }
    var keys: Set<String> = []
    while !scanner.skip("}") {
      guard let key = scanner.quoted(), keys.insert(key).inserted, scanner.skip(":") else {
        return nil
      }
      switch key {
      case "descr":
        guard let found = scanner.quoted() else { return nil }
        type = found
      case "fortran_order":
        if scanner.skip("True") {
          isColumnMajor = true
        } else if !scanner.skip("False") {
          return nil
        }
      case "shape":
        guard let found = scanner.tuple() else { return nil }
        sizes = found
      default: return nil
      }
      _ = scanner.skip(",")
    }
    guard keys.count == 3, scanner.isAtEnd else { return nil }
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    var isAtEnd: Bool { rest.allSatisfy { $0 == 32 || $0 == 10 } }

    mutating func skip(_ text: String) -> Bool {
      let start = rest.drop { $0 == 32 }
      guard start.starts(with: text.utf8) else { return false }
      rest = start.dropFirst(text.utf8.count)
      return true
    }

    mutating func quoted() -> String? {
      let start = rest.drop { $0 == 32 }
      guard let mark = start.first, mark == 39 || mark == 34,
        let end = start.dropFirst().firstIndex(of: mark)
      else { return nil }
      rest = start[(end + 1)...]
      return String(decoding: start[(start.startIndex + 1)..<end], as: UTF8.self)
    }

    mutating func tuple() -> [Int]? {
      guard skip("(") else { return nil }
      var numbers: [Int] = []
      while !skip(")") {
        let start = rest.drop { $0 == 32 }
        let digits = start.prefix { 48...57 ~= $0 }
        guard numbers.count < 32, digits.count <= 18,
          let number = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        numbers.append(number)
        rest = start.dropFirst(digits.count)
        // Python 2 marked long numbers so.
        _ = skip("L")
        guard skip(",") || rest.drop(while: { $0 == 32 }).first == UInt8(ascii: ")") else {
          return nil
        }
      }
      return numbers
    }
  }
}
