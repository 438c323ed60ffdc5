import LeNetModel
import Testing

@Suite struct SafetensorsReadingTests {
  /// A file of this header, followed by `count` bytes of numbers.
  static func file(_ header: String, numbers count: Int) -> [UInt8] {
    let text = Array(header.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return length + text + [UInt8](repeating: 0, count: count)
  }

  private static func entry(
    _ name: String, _ offsets: String, shape: String = "[1]", type: String = "F32"
  ) -> String {
    #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  static let defects: [(String, Int, String)] = [
    ("[]", 0, "its header is damaged: it is not an object"),
    ("{", 0, "its header is damaged: expected a key in quotes at byte 1"),
    ("{} x", 0, "its header is damaged: expected the end at byte 3"),
    (
      "{\(entry("a", "[0,4]")),\(entry("a", "[4,8]"))}", 8,
      "its header is damaged: the key 'a' is given twice, the second time at byte 54"
    ),
    (#"{"__metadata__":[]}"#, 0, "its header is damaged: __metadata__ is not an object"),
    (
      #"{"__metadata__":{"epoch":1}}"#, 0,
      "its header is damaged: __metadata__ has a value that is not a text under 'epoch'"
    ),
    (
      #"{"__metadata__":{},"__metadata__":{}}"#, 0,
      "its header is damaged: the key '__metadata__' is given twice, the second time at byte 19"
    ),
    (
      #"{"a":1}"#, 0,
      "its header is damaged: the tensor 'a' needs dtype, shape and data_offsets only"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1]}}"#, 4,
      "its header is damaged: the tensor 'a' needs dtype, shape and data_offsets only"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":0}}"#, 4,
      "its header is damaged: the tensor 'a' needs dtype, shape and data_offsets only"
    ),
    (
      #"{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}"#, 4,
      "its header is damaged: the tensor 'a' has a dtype that is not a text"
    ),
    (
      "{\(entry("a", "[0,8]", type: "F64"))}", 8, "the tensor 'a' has the type 'F64'; expected F32"
    ),
    (
      "{\(entry("a", "[0,4]", shape: "1"))}", 4,
      "its header is damaged: the tensor 'a' has a shape that is not a list of sizes"
    ),
    (
      "{\(entry("a", "[0,4]", shape: "[-1]"))}", 4,
      "its header is damaged: the tensor 'a' has a shape that is not a list of sizes"
    ),
    (
      "{\(entry("a", "[0,4]", shape: "[1.0]"))}", 4,
      "its header is damaged: the tensor 'a' has a shape that is not a list of sizes"
    ),
    (
      "{\(entry("a", "[0,4,8]"))}", 8,
      "its header is damaged: the tensor 'a' has data_offsets that are not [begin, end]"
    ),
    (
      "{\(entry("a", "[4,0]"))}", 4,
      "its header is damaged: the tensor 'a' has data_offsets that are not [begin, end]"
    ),
    (
      "{\(entry("a", "[0,18446744073709551615]"))}", 4,
      "its header is damaged: the tensor 'a' has a data_offsets that is not a list of sizes"
    ),
    (
      "{\(entry("a", "[0,4]", shape: "[4611686018427387904,4]"))}", 4,
      "its header is damaged: the tensor 'a' has a shape whose size in bytes overflows"
    ),
    (
      "{\(entry("a", "[0,0]", shape: "[4611686018427387904]"))}", 0,
      "its header is damaged: the tensor 'a' has a shape whose size in bytes overflows"
    ),
    (
      "{\(entry("a", "[0,4]", shape: "[2]"))}", 4,
      "the tensor 'a' has the shape [2] but 4 bytes; expected 4 for each number"
    ),
    (
      "{\(entry("a", "[0,4]")),\(entry("b", "[0,4]"))}", 4,
      "the tensor 'b' begins at byte 0, within the tensor before it"
    ),
    (
      "{\(entry("a", "[0,8]", shape: "[2]")),\(entry("b", "[4,8]"))}", 8,
      "the tensor 'b' begins at byte 4, within the tensor before it"
    ),
    (
      "{\(entry("a", "[0,4]")),\(entry("b", "[8,12]"))}", 12,
      "bytes 4 to 8 before the tensor 'b' do not belong to a tensor"
    ),
    (
      "{\(entry("a", "[4,8]"))}", 8, "bytes 0 to 4 before the tensor 'a' do not belong to a tensor"
    ),
    (
      "{\(entry("a", "[0,4000000000000]", shape: "[1000000000000]"))}", 4,
      "it is cut short: the tensor 'a' ends at byte 4000000000000 of 4"
    ),
    ("{\(entry("a", "[0,4]"))}", 3, "it is cut short: the tensor 'a' ends at byte 4 of 3"),
    ("{\(entry("a", "[0,4]"))}", 5, "the last 1 bytes do not belong to a tensor"),
    ("{}", 7, "the last 7 bytes do not belong to a tensor"),
  ]

  @Test("A defect has its own sentence", arguments: defects)
  func defect(header: String, numbers: Int, expected: String) {
    let bytes = Self.file(header, numbers: numbers)
    #expect(sentence { _ = try Safetensors(reading: bytes) } == expected)
  }

  static let lengths: [([UInt8], String)] = [
    (
      [], "it is not a safetensors file: it has 0 bytes, fewer than the 8 of the header's length"
    ),
    (
      [2, 0, 0, 0, 0, 0, 0],
      "it is not a safetensors file: it has 7 bytes, fewer than the 8 of the header's length"
    ),
    (
      [3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D], "it is cut short: the header has 3 bytes, and 2 follow"
    ),
    ([0, 0, 0, 0, 0, 0, 0, 0], "its header is damaged: expected a value at byte 0"),
    (
      [1, 0, 0x10, 0, 0, 0, 0, 0],
      """
      it is not a safetensors file: the header would have 1048577 bytes; expected at most 1048576
      """
    ),
    (
      [255, 255, 255, 255, 255, 255, 255, 255],
      """
      it is not a safetensors file: the header would have 18446744073709551615 bytes; expected at \
      most 1048576
      """
    ),
    (
      Array("<!DOCTYPE html><html></html>".utf8),
      """
      it is not a safetensors file: the header would have 5789751444030890300 bytes; expected at \
      most 1048576
      """
    ),
  ]

  @Test("The length of the header is checked first", arguments: lengths)
  func length(bytes: [UInt8], expected: String) {
    #expect(sentence { _ = try Safetensors(reading: bytes) } == expected)
  }

  @Test("Tensors may stand in any order in the header, with spaces before and after")
  func order() throws {
    let header = " {\(Self.entry("a", "[4,8]")), \(Self.entry("b", "[0,4]"))} "
    let file = try Safetensors(reading: Self.file(header, numbers: 8))
    #expect(file.tensors.map(\.name) == ["b", "a"])
  }

  @Test("A file cut at any length is refused")
  func truncation() {
    let bytes = SafetensorsTests.golden
    for count in 0..<bytes.count {
      #expect(throws: SafetensorsError.self, "\(count) bytes") {
        try Safetensors(reading: Array(bytes[..<count]))
      }
    }
  }

  @Test("No byte of the header traps, and what is read can be written and read again")
  func corruption() throws {
    let bytes = SafetensorsTests.golden
    var readable = 0
    for position in 0..<bytes.count - 12 {
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[position] = byte
        guard let file = try? Safetensors(reading: changed) else { continue }
        readable += 1
        // A changed name may change the order of the tensors, so they are compared as sets.
        let again = try Safetensors(reading: file.encoded())
        #expect(again.metadata == file.metadata, "byte \(position) is \(byte)")
        #expect(Set(again.tensors) == Set(file.tensors), "byte \(position) is \(byte)")
      }
    }
    // Each byte as it is, and other letters in names.
    #expect(readable > 2 * (bytes.count - 12) && readable < 128 * bytes.count, "\(readable)")
  }
}
