import Foundation
import LeNetCatalog
import LeNetModel
import LeNetText
import Testing

@Suite struct JSONTests {
  static let texts: [(String, JSON)] = [
    ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
    ("-7", .integer(-7)), ("0.5", .number(0.5)), ("1e-05", .number(1e-5)),
    ("9223372036854775807", .integer(.max)), ("18446744073709551615", .unsigned(.max)),
    ("1e+20", .number(1e20)), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([:])),
    (
      #"["a",{"b":[1,2]},[]]"#,
      .array([
        .string("a"), .object(["b": .array([.integer(1), .integer(2)])]), .array([]),
      ])
    ),
    (#""\"\\\n\r\t\u0000\u001f\u007f/é😀""#, .string("\"\\\n\r\t\0\u{1F}\u{7F}/é😀")),
    (#""\u0080\u009f¡""#, .string("\u{80}\u{9F}\u{A1}")),
    (
      #"{"":1,"A":2,"__":3,"a":4,"é":5}"#,
      .object([
        "a": .integer(4), "A": .integer(2), "__": .integer(3), "": .integer(1), "é": .integer(5),
      ])
    ),
  ]

  @Test("Values and their text belong together", arguments: texts)
  func textOfValue(text: String, value: JSON) throws {
    #expect(value.text == text)
    #expect(try JSON(reading: text) == value)
    #expect(try JSON(encoding: value) == value)
    #expect(try value.decoded(as: JSON.self) == value)
    #expect(try JSON(reading: value.readableText) == value)
  }

  static let readings: [(String, JSON)] = [
    (" [ 1 ,\t2\r\n] ", .array([.integer(1), .integer(2)])),
    (#""\u00e9\ud83d\ude00\/\b\f""#, .string("é😀/\u{8}\u{C}")),
    ("-0", .integer(0)), ("1E2", .number(100)), ("1.0", .number(1)),
    ("-18446744073709551616", .number(-0x1p64)),
  ]

  @Test("Other forms of a value are read", arguments: readings)
  func reading(text: String, value: JSON) throws {
    #expect(try JSON(reading: text) == value)
  }

  static let defects: [(String, String)] = [
    ("", "expected a value at byte 0"), (" ", "expected a value at byte 1"),
    ("nul", "expected null at byte 3"), ("truE", "expected true at byte 3"),
    ("1 2", "expected the end at byte 2"), ("01", "expected the end at byte 1"),
    ("-", "expected a digit at byte 1"), ("1.", "expected a digit at byte 2"),
    (".5", "expected a value at byte 0"), ("1e", "expected a digit at byte 2"),
    ("1e+", "expected a digit at byte 3"), ("+1", "expected a value at byte 0"),
    ("1e999", "a number beyond the largest at byte 0"), ("NaN", "expected a value at byte 0"),
    ("\"a", "a text without end at byte 2"), ("\"\\", "a text without end at byte 2"),
    ("\"\\x\"", "an unknown escape at byte 2"),
    ("\"\\u12\"", "expected four hexadecimal digits at byte 5"),
    ("\"\\ud800\"", "half of a surrogate pair at byte 7"),
    ("\"\\ud800\\u0041\"", "half of a surrogate pair at byte 13"),
    ("\"\\udc00\"", "half of a surrogate pair at byte 7"),
    ("\"\n\"", "a control character in a text at byte 1"),
    ("[1", "expected ',' or ']' at byte 2"), ("[1,]", "expected a value at byte 3"),
    ("[1 2]", "expected ',' or ']' at byte 3"), ("{1:2}", "expected a key in quotes at byte 1"),
    ("{\"a\"}", "expected ':' at byte 4"), ("{\"a\":1,}", "expected a key in quotes at byte 7"),
    ("{\"a\":1", "expected ',' or '}' at byte 6"),
    ("{\"a\":1,\"a\":2}", "the key 'a' is given twice, the second time at byte 7"),
    ("{\"a\":1,\"\\u0061\":2}", "the key 'a' is given twice, the second time at byte 7"),
    ("{\"x\":{\"a\":1,\"a\":1}}", "the key 'a' is given twice, the second time at byte 12"),
    (
      String(repeating: "[", count: 100_000), "more than 64 levels of nesting at byte 65"
    ),
  ]

  @Test("What is not JSON is refused with its place", arguments: defects)
  func defect(text: String, expected: String) {
    #expect(sentence { _ = try JSON(reading: text) } == expected)
  }

  @Test("What could not be read stops the program before the stack overflows")
  func deepText() async throws {
    func nested(_ levels: Int) -> JSON {
      (0..<levels).reduce(JSON.null) { value, _ in .array([value]) }
    }
    #expect(try JSON(reading: nested(64).text) == nested(64))
    #expect(try JSON(reading: nested(64).readableText) == nested(64))
    await #expect(processExitsWith: .failure) {
      _ = (0..<65).reduce(JSON.null) { value, _ in .array([value]) }.text
    }
    await #expect(processExitsWith: .failure) {
      _ = (0..<65).reduce(JSON.null) { value, _ in .object(["a": value]) }.readableText
    }
  }

  @Test func textsMustBeUTF8() {
    let found = sentence { _ = try JSON(reading: [0x22, 0xFF, 0x22]) }
    #expect(found == "a string that is not valid UTF-8, ending at byte 2")
  }

  @Test("Equal numbers are equal values")
  func numbers() {
    #expect(JSON(5.0) == .integer(5))
    #expect(JSON(0.5) == .number(0.5))
    #expect(JSON(UInt64(5)) == .integer(5))
    #expect(JSON(UInt64.max) == .unsigned(.max))
    #expect(JSON.number(.infinity).text == "null")
    #expect(JSON.number(5).text == "5")
    #expect(JSON(0x1p53).text == "9007199254740992.0")
  }

  @Test func accessorsSayNilForOtherKinds() {
    let value = JSON.object(["a": .array([.integer(3), .number(4), .string("x")])])
    #expect(value["a"]?.array?.map(\.wholeNumber) == [3, 4, nil])
    #expect(value["a"]?.array?.map(\.double) == [3, 4, nil])
    #expect(value["a"]?.array?.map(\.string) == [nil, nil, "x"])
    #expect(value["b"] == nil && JSON.null["a"] == nil)
    #expect(JSON.unsigned(.max).unsigned == .max && JSON.integer(-1).unsigned == nil)
    #expect(JSON.integer(7).unsigned == 7)
  }

  @Test("Cut or changed texts never trap, and Foundation reads what is read here")
  func damage() throws {
    let text = Array(#"{"a":[1,-2.5e3,"é\u00e9\n"],"b":{"c":null,"d":true},"e":false}"#.utf8)
    for count in 0..<text.count {
      #expect(throws: JSONError.self, "\(count)") { try JSON(reading: Array(text[..<count])) }
    }
    var readable = 0
    for position in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[position] = byte
        guard let value = try? JSON(reading: changed) else { continue }
        readable += 1
        let foundation = try? JSONDecoder().decode(JSON.self, from: Data(changed))
        #expect(foundation?.text == value.text, "byte \(position) is \(byte)")
      }
    }
    // Each byte as it is, and other letters and digits in their places.
    #expect(readable > 2 * text.count && readable < 128 * text.count, "\(readable)")
  }
}
