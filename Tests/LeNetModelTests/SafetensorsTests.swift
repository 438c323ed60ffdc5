import LeNetModel
import Testing

@Suite struct SafetensorsTests {
  static let small = Safetensors(
    metadata: ["note": "é"],
    tensors: [
      Safetensors.Tensor(name: "b", shape: [2, 1], values: [1, -2]),
      Safetensors.Tensor(name: "a", shape: [], values: [0.5]),
    ])

  /// The bytes of `small`; Python's `safetensors.numpy.load` reads them as the same tensors.
  static let golden: [UInt8] =
    [144, 0, 0, 0, 0, 0, 0, 0]
    + Array(
      #"{"__metadata__":{"note":"é"},"a":{"data_offsets":[0,4],"dtype":"F32","shape":[]},"#.utf8)
    + Array(#""b":{"data_offsets":[4,12],"dtype":"F32","shape":[2,1]}}      "#.utf8)
    + [0, 0, 0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]

  @Test("The bytes are exactly these")
  func goldenBytes() {
    #expect(Self.small.encoded() == Self.golden)
  }

  @Test("Read back, tensors stand in the order of their bytes")
  func roundTrip() throws {
    let file = try Safetensors(reading: Self.golden)
    #expect(file.metadata == ["note": "é"])
    #expect(file.tensors.map(\.name) == ["a", "b"])
    #expect(file["a"] == Self.small["a"])
    #expect(file["b"] == Self.small["b"])
    #expect(file["c"] == nil)
    #expect(file.encoded() == Self.golden)
  }

  @Test("The numbers begin at a multiple of 8, whatever the header's length")
  func padding() throws {
    for length in 1...17 {
      let tensor = Safetensors.Tensor(
        name: String(repeating: "n", count: length), shape: [1], values: [7])
      let file = Safetensors(metadata: [:], tensors: [tensor])
      let bytes = file.encoded()
      #expect((bytes.count - 4) % 8 == 0, "\(length)")
      #expect(try Safetensors(reading: bytes) == file, "\(length)")
    }
  }

  @Test("Every bit pattern of a number survives")
  func bits() throws {
    let patterns: [UInt32] = [
      0, 0x8000_0000, 1, 0x7F7F_FFFF, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0x0102_0304,
    ]
    let values = patterns.map { Float(bitPattern: $0) }
    let file = Safetensors(
      metadata: [:], tensors: [Safetensors.Tensor(name: "a", shape: [2, 4], values: values)])
    let read = try Safetensors(reading: file.encoded())
    #expect(read.tensors[0].values.map(\.bitPattern) == patterns)
  }

  @Test("A file may be empty, and so may tensors")
  func empty() throws {
    let files = [
      Safetensors(metadata: [:], tensors: []),
      Safetensors(
        metadata: [:],
        tensors: [
          Safetensors.Tensor(name: "a", shape: [0, 3], values: []),
          Safetensors.Tensor(name: "b", shape: [1], values: [1]),
          Safetensors.Tensor(name: "c", shape: [0], values: []),
        ]),
    ]
    for file in files { #expect(try Safetensors(reading: file.encoded()) == file) }
  }

  @Test func aTensorWithAnotherCountTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = Safetensors.Tensor(name: "a", shape: [2], values: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Safetensors.Tensor(name: "a", shape: [-1, -1], values: [1])
    }
  }

  @Test func aRepeatedOrReservedNameTraps() async {
    await #expect(processExitsWith: .failure) {
      let tensor = Safetensors.Tensor(name: "a", shape: [], values: [1])
      _ = Safetensors(metadata: [:], tensors: [tensor, tensor])
    }
    await #expect(processExitsWith: .failure) {
      let tensor = Safetensors.Tensor(name: "__metadata__", shape: [], values: [1])
      _ = Safetensors(metadata: [:], tensors: [tensor])
    }
  }
}
