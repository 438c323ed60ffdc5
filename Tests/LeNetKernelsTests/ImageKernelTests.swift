import KernelTypes
import LeNetKernels
import Testing

@Suite("Image kernels")
struct ImageKernelTests {
  @Test(
    "bytes are spread over lanes within a border",
    arguments: [1, 3, 16, 21, 28], KernelChoice.available)
  func pack(columns: Int, _ choice: KernelChoice) {
    let kernels = choice.kernels(of: Float.self)
    let lanes = kernels.lanes
    let (rows, stride) = (3, 3 * columns + 5)
    let bytes = (0..<lanes * stride).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let border = Border(top: 1, bottom: 2, left: 3, right: 1)
    let width = columns + 4
    let output = LaneArray<Float>(6 * width, lanes: lanes)
    kernels.pack(
      bytes, imageStride: stride, rows: rows, columns: columns, border: border, factor: 0.5,
      offset: -3, into: output.base)
    for row in 0..<6 {
      for column in 0..<width {
        let isInside = (1..<4).contains(row) && (3..<3 + columns).contains(column)
        for lane in 0..<lanes {
          let byte = isInside ? bytes[lane * stride + (row - 1) * columns + column - 3] : 0
          let expected = isInside ? Double(byte) * 0.5 - 3 : 0
          #expect(
            output[row * width + column, lane] == expected,
            "row \(row), column \(column), lane \(lane)")
        }
      }
    }
  }

  @Test("a border is laid around and taken away again", arguments: KernelChoice.available)
  func borders(_ choice: KernelChoice) {
    let kernels = choice.kernels(of: Float.self)
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

  @Test("sums of a normalization leave out empty lanes", arguments: KernelChoice.available)
  func sums(_ choice: KernelChoice) {
    let kernels = choice.kernels(of: Double.self)
    let lanes = kernels.lanes
    let input = LaneArray<Double>(random: 2 * 3, lanes: lanes, seed: 43, index: 0)
    for images in [1, max(1, lanes - 1), lanes] {
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
