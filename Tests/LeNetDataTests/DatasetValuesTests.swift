import LeNetData
import LeNetModel
import Testing

@Suite("Data sets from real numbers")
struct DatasetValuesTests {
  private static func bytes(
    _ values: [Float], in range: ClosedRange<Float> = 0...1
  ) throws -> [UInt8] {
    try Dataset(
      name: "own", shape: Shape(1, 1, values.count), values: values, range: range, labels: [0]
    ).images
  }

  @Test("Each number becomes the nearest byte")
  func rounding() throws {
    #expect(try Self.bytes([0, 1, 0.5, 0.001, 0.003]) == [0, 255, 128, 0, 1])
    #expect(try Self.bytes([-1, 1, 0, -0.99], in: -1...1) == [0, 255, 128, 1])
    let largest = Float.greatestFiniteMagnitude
    #expect(try Self.bytes([-largest, largest], in: -largest...largest) == [0, 255])
    let all = (0...255).map { UInt8($0) }
    #expect(try Self.bytes(all.map { Float($0) / 255 }) == all)
    #expect(try Self.bytes(all.map(Float.init), in: 0...255) == all)
  }

  @Test(
    "Numbers outside the range are refused", arguments: [-0.001, 1.001, .nan, .infinity] as [Float])
  func outside(value: Float) throws {
    var values = [Float](repeating: 0.5, count: 12)
    values[7] = value
    let error = #expect(throws: DatasetError.self) {
      try Dataset(
        name: "own", shape: Shape(1, 2, 3), values: values, labels: [0, 1], classes: ["a", "b"])
    }
    #expect(
      error?.description.hasPrefix("own: image 1 has the number ") == true
        && error?.description.hasSuffix(
          ", expected 0 to 1; scale the numbers, or give their range") == true
    )
  }

  @Test(
    "A range without width or end is refused",
    arguments: [0...0, 0...Float.infinity, -Float.infinity...0] as [ClosedRange<Float>])
  func range(range: ClosedRange<Float>) throws {
    let error = #expect(throws: DatasetError.self) { try Self.bytes([0], in: range) }
    #expect(error?.description.hasSuffix("; give two finite ends that differ") == true)
  }

  @Test(
    "The rest is checked as for bytes",
    arguments: [Shape(1, 2, 2), Shape(0, 1, 3), Shape(-1, 1, 3)])
  func misfit(shape: Shape) {
    #expect(throws: DatasetError.pixels(dataset: "own", count: 3, shape: shape)) {
      try Dataset(name: "own", shape: shape, values: [0, 0, 0], labels: [0])
    }
  }
}
