import LeNetImages
import Testing

@Suite("Colours of photographs and of pens")
struct RasterImageColourfulTests {
  /// Inks and papers, and the light at the left side.
  private static let pens: [(ink: SIMD3<Double>, paper: SIMD3<Double>, light: Double)] = [
    (SIMD3(20, 20, 20), SIMD3(235, 235, 235), 1),
    (SIMD3(25, 40, 155), SIMD3(235, 235, 235), 1),
    (SIMD3(190, 25, 40), SIMD3(250, 240, 160), 0.5),
    (SIMD3(15, 115, 50), SIMD3(230, 180, 190), 0.6),
    (SIMD3(215, 100, 15), SIMD3(150, 200, 250), 1),
    (SIMD3(240, 230, 90), SIMD3(25, 50, 30), 0.7),
    (SIMD3(250, 60, 200), SIMD3(0, 0, 0), 1),
  ]

  @Test("a pen on its paper is no photograph in colour, however coloured", arguments: pens)
  func pen(ink: SIMD3<Double>, paper: SIMD3<Double>, light: Double) throws {
    for (rows, columns, width) in [(28, 28, 3.0), (120, 100, 7), (300, 400, 40)] {
      let picture = try coloured(
        seven(rows: rows, columns: columns, width: width), ink: ink, paper: paper, light: light)
      #expect(!picture.isColourful, "\(rows) x \(columns)")
    }
    // Cut close around the ink, so that the border shows little paper.
    let close = try coloured(
      seven(rows: 60, columns: 50, width: 14, top: 0.08, left: 0.1, size: 0.95), ink: ink,
      paper: paper, light: light)
    #expect(!close.isColourful)
  }

  @Test("a scene of three colours is one, of any size and with opacity", arguments: [16, 32, 200])
  func photograph(side: Int) throws {
    let picture = try scene(rows: side, columns: side + side / 4)
    #expect(picture.isColourful)
    let bytes = (0..<side * picture.columns).flatMap {
      picture.bytes[3 * $0..<3 * $0 + 3] + [255]
    }
    let opaque = try RasterImage(
      rows: side, columns: picture.columns, channels: .rgba, bytes: bytes)
    #expect(opaque.isColourful)
  }

  @Test("greys are none, also where they are stored as colours")
  func grey() throws {
    let picture = try scene()
    let greys = stride(from: 0, to: picture.bytes.count, by: 3).map { picture.bytes[$0] }
    #expect(try !RasterImage(rows: 32, columns: 32, channels: .grey, bytes: greys).isColourful)
    let thrice = greys.flatMap { [$0, $0, $0] }
    #expect(try !RasterImage(rows: 32, columns: 32, channels: .rgb, bytes: thrice).isColourful)
    let black = [UInt8](repeating: 0, count: 3 * 1024)
    #expect(try !RasterImage(rows: 32, columns: 32, channels: .rgb, bytes: black).isColourful)
  }
}
