import KernelTypes
import LeNetKernels
import Testing

@Suite("Image kernels")
struct ImageKernelTests {
  @Test("bytes are spread over lanes, empty lanes are zero", arguments: InstructionSet.available)
  func pack(_ set: InstructionSet) {
    let kernels = Float.kernels(for: set)
    let lanes = kernels.lanes
    let (count, stride) = (5, 7)
    let bytes = (0..<lanes * stride).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let table = (0..<256).map { Float($0) * 0.5 - 3 }
    for images in [0, 1, lanes - 1, lanes] {
      let output = LaneArray<Float>(random: count, lanes: lanes, seed: 41, index: 0)
      kernels.pack(
        bytes, images: images, imageStride: stride, count: count, table: table,
        into: output.base)
      for position in 0..<count {
        for lane in 0..<lanes {
          let expected = lane < images ? table[Int(bytes[lane * stride + position])] : 0
          #expect(Float(output[position, lane]) == expected, "\(images) images, lane \(lane)")
        }
      }
    }
  }

  @Test("a border is laid around and taken away again", arguments: InstructionSet.available)
  func borders(_ set: InstructionSet) {
    let kernels = Float.kernels(for: set)
    let lanes = kernels.lanes
    let border = Border(top: 1, bottom: 2, left: 3, right: 0)
    let small = LaneArray<Float>(random: 2 * 3 * 4, lanes: lanes, seed: 42, index: 0)
    let large = LaneArray<Float>(2 * 6 * 7, lanes: lanes)
    kernels.embed(small.base, maps: 2, rows: 3, columns: 4, border: border, into: large.base)
    for map in 0..<2 {
      for row in 0..<6 {
        for column in 0..<7 {
          let isInside = (1..<4).contains(row) && column >= 3
          let expected = isInside ? small[(map * 3 + row - 1) * 4 + column - 3, lanes - 1] : 0
          #expect(large[(map * 6 + row) * 7 + column, lanes - 1] == expected)
        }
      }
    }
    let back = LaneArray<Float>(2 * 3 * 4, lanes: lanes)
    kernels.extract(large.base, maps: 2, rows: 3, columns: 4, border: border, into: back.base)
    for i in 0..<24 { #expect(back[i, 0] == small[i, 0]) }
  }

  @Test("sums of a normalization leave out empty lanes", arguments: InstructionSet.available)
  func sums(_ set: InstructionSet) {
    let kernels = Double.kernels(for: set)
    let lanes = kernels.lanes
    let input = LaneArray<Double>(random: 2 * 3, lanes: lanes, seed: 43, index: 0)
    for images in [1, lanes - 1, lanes] {
      for position in 0..<6 where images < lanes { input[position, images] = .infinity }
      let sums = LaneArray<Double>(2, lanes: 1)
      kernels.mapSums(input.base, maps: 2, size: 3, images: images, sums: sums.base)
      for map in 0..<2 {
        var expected = 0.0
        for position in 0..<3 {
          for lane in 0..<images { expected += input[map * 3 + position, lane] }
        }
        #expect((sums[map, 0] - expected).magnitude < 1e-14, "\(images) images, seed 43")
      }
      for position in 0..<6 where images < lanes { input[position, images] = 0.5 }
    }
  }
}
