import Foundation
import LeNetCatalog
import LeNetData
import Testing

@Suite("Pickles that are not data")
struct PickleErrorTests {
  private static func error(_ bytes: [UInt8]) throws -> String {
    let folder = try FormatFixture.pickled(bytes)
    let error = #expect(throws: DatasetError.self) { try DataSource(path: folder.path).load(.test) }
    return error?.description ?? ""
  }

  @Test(
    "nothing that could be executed is, whatever it is called",
    arguments: [
      "cos\nsystem\n(S'touch /tmp/pwned'\ntR.", "c__builtin__\neval\n(S'1'\ntR.",
      "cnumpy\nload\n(S'x'\ntR.", "cbuiltins\nexec\n(S'1'\ntR.",
    ])
  func executed(text: String) throws {
    let message = try Self.error(Array(text.utf8))
    #expect(message.contains("code in a file is never run"), "\(message)")
  }

  @Test(
    "instructions that data do not need, and those without what they need",
    arguments: [
      ("", "end at byte 0"), (".", "damaged at byte 0"), ("N", "end at byte 1"),
      ("N.more", "4 bytes follow"), ("NN.", "damaged at byte 2"), ("(.", "damaged"),
      ("]a.", "damaged"),
      ("t.", "damaged"), ("(((", "end at byte 3"), ("}(N.", "damaged"), ("}Ns.", "damaged"),
      ("g5\n.", "damaged"), ("h\u{05}.", "damaged"), ("0.", "damaged"), ("1.", "damaged"),
      ("R.", "damaged"), ("b.", "damaged"), ("N)R.", "damaged"), ("N)b.", "damaged"),
      ("i__main__\nX\n.", "the instruction 105"), ("P1\n.", "the instruction 80"),
      ("Q.", "the instruction 81"),
      ("Ix\n.", "a malformed text or number"),
      ("I99999999999999999999999\n.", "a malformed text or number"),
      ("S'x\n.", "a malformed text or number"), ("S'\\q'\n.", "a malformed text or number"),
      ("S'\\x4'\n.", "a malformed text or number"),
      ("V\\uD800\n.", "a malformed text or number"), ("Fx\n.", "a malformed text or number"),
      ("X\u{FF}", "end at byte"),
      ("cnumpy\nndarray\n)R.", "damaged"), ("cnumpy\ndtype\n(S'u9'\ntR.", "damaged"),
      ("N.", "no 'data' that is an array"), ("}.", "no 'data'"), ("(S'data'\nI1\nd.", "no 'data'"),
    ])
  func refused(text: String, says: String) throws {
    let message = try Self.error(Array(text.utf8))
    #expect(message.contains(says), "\(text.debugDescription): \(message)")
  }

  @Test("lists in lists, as deep as a file can have them, and lists in themselves, do no harm")
  func nesting() throws {
    var deep = [UInt8](repeating: UInt8(ascii: "]"), count: 500_000)
    deep += [UInt8](repeating: UInt8(ascii: "a"), count: 499_999)
    deep.append(UInt8(ascii: "."))
    #expect(try Self.error(deep).contains("no 'data'"))
    var tuples = [UInt8](repeating: 0x85, count: 1_000_001)
    tuples[0] = UInt8(ascii: ")")
    tuples.append(UInt8(ascii: "."))
    #expect(try Self.error(tuples).contains("no 'data'"))
    #expect(try Self.error([0x5D, 0x71, 0, 0x68, 0, 0x61, 0x2E]).contains("no 'data'"))
    let marks = [UInt8](repeating: UInt8(ascii: "("), count: 5_000_000)
    #expect(try Self.error(marks).contains("more objects"))
  }

  @Test("a short text that is encoded again and again does not fill the memory")
  func amplification() throws {
    var bytes = Array("(c_codecs\nencode\nq".utf8)
    bytes += [0, UInt8(ascii: "X"), 0, 0x10, 0, 0]
    bytes += [UInt8](repeating: 65, count: 4096)
    bytes += [UInt8(ascii: "q"), 1]
    for _ in 0..<100_000 { bytes += [0x68, 0, 0x68, 1, 0x85, 0x52] }
    bytes += Array("t.".utf8)
    #expect(try Self.error(bytes).contains("more objects or bytes"))
  }
}
