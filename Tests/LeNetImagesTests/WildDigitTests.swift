import LeNetImages
import Testing

@Suite("Digits as people photograph, crop and threshold them")
struct WildDigitTests {
  /// A picture of strokes with round ends, dark on light.
  private static func picture(
    rows: Int, columns: Int, width: Double, ink: UInt8 = 30, paper: UInt8 = 225,
    _ strokes: [[(x: Double, y: Double)]]
  ) throws -> RasterImage {
    var bytes: [UInt8] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
        var least = Double.infinity
        for stroke in strokes {
          for (from, to) in zip(stroke, stroke.dropFirst()) {
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let share = ((x - from.x) * dx + (y - from.y) * dy) / max(dx * dx + dy * dy, 1e-9)
            let part = min(max(share, 0), 1)
            let (ex, ey) = (x - from.x - part * dx, y - from.y - part * dy)
            least = min(least, (ex * ex + ey * ey).squareRoot())
          }
        }
        bytes.append(least <= width / 2 ? ink : paper)
      }
    }
    return try RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
  }

  @Test(
    "A straight stroke that ends short of the border is no ruled line, and one that does not is")
  func ruledLines() throws {
    let four: [[(x: Double, y: Double)]] = [
      [(90, 20), (40, 150), (170, 150)], [(130, 14), (130, 226)],
    ]
    let alone = try #require(
      DigitPreparation(try Self.picture(rows: 240, columns: 200, width: 8, four)))
    #expect(alone.box.rows.count >= 210 && alone.box.columns.count >= 130, "\(alone.box)")
    let one = try #require(
      DigitPreparation(
        try Self.picture(rows: 240, columns: 200, width: 7, [[(x: 100, y: 10), (104, 231)]])))
    #expect(one.box.rows.count >= 220, "\(one.box)")
    let lines = [60.0, 120, 180].map { y -> [(x: Double, y: Double)] in
      [(-10, y), (260, y + 6)]
    }
    let ruled = try #require(
      DigitPreparation(
        try Self.picture(
          rows: 240, columns: 250, width: 4,
          lines + [[(x: 100.0, y: 70.0), (150, 72), (110, 168)]])))
    #expect(ruled.box.columns.count <= 70 && ruled.box.rows.count <= 120, "\(ruled.box)")
  }

  @Test("Scraps in the corners do not win over a thin digit in the middle, and are no other digits")
  func scraps() throws {
    var bytes = try seven(rows: 160, columns: 200, width: 4).bytes
    for row in 0..<160 {
      for column in 0..<200 where (row < 22 || row >= 138) && (column < 26 || column >= 174) {
        // A pixel of paper lies between two of them and the border.
        let isGap = row >= 138 && column < 26 && (row == 159 || column == 0)
        if !isGap, (row + column) % 40 < 34 { bytes[row * 200 + column] = 10 }
      }
    }
    let picture = try RasterImage(rows: 160, columns: 200, channels: .grey, bytes: bytes)
    let prepared = try #require(DigitPreparation(picture))
    let plain = try #require(DigitPreparation(try seven(rows: 160, columns: 200, width: 4)))
    #expect(likeness(prepared.pixels, plain.pixels) > 0.95 && prepared.likePieces == 0)
  }

  @Test("Of scraps alone none is the only digit")
  func scrapsAlone() throws {
    // Sevens that the left and the right border cut.
    let corners: [(x: Double, y: Double)] = [(-8, 20), (-8, 80), (92, 20), (92, 80)]
    let strokes = corners.map { x, y -> [(x: Double, y: Double)] in
      [(x, y), (x + 20, y), (x + 8, y + 24)]
    }
    let prepared = DigitPreparation(
      try Self.picture(rows: 120, columns: 100, width: 5, strokes))
    #expect(prepared.map { $0.likePieces > 0 } ?? true)
  }

  @Test("A digit that fills its picture and meets its border is whole")
  func filling() throws {
    // A ring in two pieces.
    let points = (0...24).map { step in
      let angle = Double(step) / 24 * 2 * Double.pi
      return (x: 14 + 12.6 * cosine(angle), y: 14 - 12.6 * cosine(angle - Double.pi / 2))
    }
    let ring = try Self.picture(
      rows: 28, columns: 28, width: 3, ink: 0, paper: 253,
      [Array(points[0...15]), Array(points[17...23])])
    let prepared = try #require(DigitPreparation(ring))
    #expect(prepared.box.rows.count >= 26 && prepared.box.columns.count >= 25, "\(prepared.box)")
    // A 1 that stands on the border.
    let one = try Self.picture(
      rows: 32, columns: 32, width: 4, ink: 255, paper: 0,
      [[(x: 10, y: 9), (17, 1), (16, 29)], [(x: 5, y: 30), (27, 30)]])
    let standing = try #require(DigitPreparation(one))
    #expect(standing.isLightOnDark && standing.box.rows.count >= 31, "\(standing.box)")
  }

  @Test("Strokes that a threshold broke are one digit, and digits below each other are not")
  func broken() throws {
    let five = try Self.picture(
      rows: 28, columns: 28, width: 2, ink: 0, paper: 255,
      [
        [(x: 10, y: 5), (19, 6)], [(x: 10, y: 12.5), (14, 12), (18, 14)],
        [(x: 19, y: 18), (17, 22), (10, 23)],
      ])
    let prepared = try #require(DigitPreparation(five))
    #expect(prepared.box.rows.count >= 18 && prepared.likePieces == 0, "\(prepared.box)")
    let column = try Self.picture(
      rows: 200, columns: 120, width: 5,
      [
        [(x: 40, y: 20), (70, 20), (48, 70)], [(x: 40, y: 100), (70, 100), (48, 150)],
      ])
    #expect(try #require(DigitPreparation(column)).likePieces == 1)
  }

  /// The cosine by its series, which is enough to draw.
  private func cosine(_ angle: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for step in 1...12 {
      term *= -angle * angle / Double((2 * step - 1) * 2 * step)
      sum += term
    }
    return sum
  }
}
