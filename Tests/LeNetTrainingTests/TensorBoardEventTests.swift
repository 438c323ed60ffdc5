import LeNet
import LeNetText
import Testing

@Suite("Events for TensorBoard")
struct TensorBoardEventTests {
  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  /// RFC 3720, appendix B.4, and the check value of the catalogue of checksums.
  static let checksums: [(bytes: [UInt8], checksum: UInt32)] = [
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
    ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
    ((0..<32).map { UInt8($0) }, 0x46DD_794E),
    ((0..<32).reversed().map { UInt8($0) }, 0x113F_DB5C),
    (
      [0x01, 0xC0] + [UInt8](repeating: 0, count: 14) + [0x14, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0x14]
        + [0, 0, 0, 0x18, 0x28] + [UInt8](repeating: 0, count: 7) + [2]
        + [UInt8](repeating: 0, count: 7), 0xD996_3A56
    ),
    (Array("123456789".utf8), 0xE306_9283), ([], 0),
  ]

  @Test("Checksums are those of the standard", arguments: checksums)
  func checksum(bytes: [UInt8], expected: UInt32) {
    #expect(CRC32C.checksum(bytes) == expected)
  }

  /// Written by TensorBoard 2.21's own `RecordWriter` from the same values.
  @Test("Records are byte for byte those that TensorBoard writes")
  func records() throws {
    #expect(
      Self.hex(EventFraming.framed(TensorBoardEvent.version(wallTime: 1.5))) == """
        1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c
        """)
    let text = """
      {"event":"epoch","trainLoss":0.5,"trainAccuracy":0.75,"learningRate":0.01,"epoch":3,\
      "validationLoss":null}
      """
    let line = try #require(MetricsLine(reading: text.utf8))
    #expect(
      Self.hex(
        EventFraming.framed(TensorBoardEvent.figures(of: line, step: 300, wallTime: 1.5))) == """
          4e00000000000000c4b905ad09000000000000f83f10ac022a400a110a0a6c6f73732f747261696e150000003f\
          0a150a0e61636375726163792f747261696e150000403f0a140a0d6c6561726e696e675f72617465150ad7233c\
          e4cb1b71
          """)
  }

  @Test("A message of packed numbers is byte for byte that of Google's encoder")
  func packed() {
    let message = ProtobufMessage {
      for (field, value) in zip(1..., [-1.0, 2, 3, 1, 5]) { $0.add(field, double: value) }
      $0.add(6, packed: [0, 2])
      $0.add(7, packed: [1, 2])
    }
    #expect(
      Self.hex(message.bytes) == """
        09000000000000f0bf11000000000000004019000000000000084021000000000000f03f290000000000001440\
        3210000000000000000000000000000000403a10000000000000f03f0000000000000040
        """)
  }

  @Test("Whole numbers are written in as few bytes as they need")
  func integers() {
    func bytes(_ value: Int64) -> String {
      Self.hex(ProtobufMessage { $0.add(1, integer: value) }.bytes)
    }
    #expect(bytes(0) == "0800" && bytes(127) == "087f" && bytes(128) == "088001")
    #expect(bytes(.max) == "08ffffffffffffffff7f" && bytes(-1) == "08ffffffffffffffffff01")
  }

  @Test("A histogram counts every weight once, between the least and the greatest")
  func histogram() throws {
    let values: [Float] = [-1, -0.5, 0, 0.5, 0.999, 2]
    let histogram = try #require(WeightHistogram(name: "w", values: values[...]))
    #expect(histogram.least == -1 && histogram.greatest == 2)
    #expect(histogram.counts.reduce(0, +) == 6 && histogram.counts.count == 30)
    #expect(histogram.counts.first == 1 && histogram.counts.last == 1)
    #expect(abs(histogram.sum - 1.999) < 1e-6)
    // 1 + 0.25 + 0 + 0.25 + 0.998001 + 4
    #expect(abs(histogram.sumOfSquares - 6.498001) < 1e-6)
    #expect(WeightHistogram(name: "w", values: [3, 3][...])?.counts.first == 2)
    #expect(WeightHistogram(name: "w", values: []) == nil)
    #expect(WeightHistogram(name: "w", values: [1, .nan][...]) == nil)
  }

  @Test("Whatever is cut off or changed ends the records, at every place of a file")
  func damage() {
    let records = [[UInt8](repeating: 7, count: 5), [], Array(0...200)]
    let file = records.flatMap(EventFraming.framed)
    let ends = [21, 37, 37 + 217]
    #expect(file.count == ends[2])
    for length in 0...file.count {
      let whole = ends.count { $0 <= length }
      let found = EventFraming.end(ofRecords: .max, in: Array(file.prefix(length)))
      #expect(found.records == whole && found.bytes == (whole > 0 ? ends[whole - 1] : 0))
    }
    for place in file.indices {
      var changed = file
      changed[place] ^= 0x10
      let found = EventFraming.end(ofRecords: .max, in: changed)
      #expect(found.records == ends.count { $0 <= place }, "byte \(place)")
    }
    #expect(EventFraming.end(ofRecords: 2, in: file).bytes == 37)
  }
}
