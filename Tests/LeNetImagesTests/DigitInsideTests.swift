import LeNetImages
import Testing

@Suite("Digits on sheets, in frames and in circles")
struct DigitInsideTests {
  /// A picture of 240 x 320 pixels whose brightness a place decides.
  private static func picture(_ value: (_ row: Int, _ column: Int) -> UInt8) throws -> RasterImage {
    let bytes = (0..<240).flatMap { row in (0..<320).map { value(row, $0) } }
    return try RasterImage(rows: 240, columns: 320, channels: .grey, bytes: bytes)
  }

  /// The seven as `seven()` has it, in the middle of such a picture; nil where there is paper.
  private static func ink(_ row: Int, _ column: Int, of seven: RasterImage) -> UInt8? {
    let (down, right) = (row - 60, column - 110)
    guard 0..<120 ~= down, 0..<100 ~= right else { return nil }
    let value = seven.bytes[down * 100 + right]
    return value < 220 ? value : nil
  }

  @Test("The digit is what was written, not the sheet, the frame or the circle round it")
  func inside() throws {
    let seven = try seven()
    let plain = try #require(DigitPreparation(seven))
    func written(_ round: (_ row: Int, _ column: Int) -> UInt8) throws -> RasterImage {
      try Self.picture { row, column in Self.ink(row, column, of: seven) ?? round(row, column) }
    }
    func distance(_ row: Int, _ column: Int) -> Int {
      (row - 120) * (row - 120) + (column - 155) * (column - 155)
    }
    let pictures: [(String, RasterImage)] = [
      (
        "a sheet on a dark desk",
        try written { row, column in
          50..<190 ~= row && 100..<220 ~= column ? 230 : UInt8(40 + (row + column) % 9)
        }
      ),
      (
        "a card that lies askew",
        try written { row, column in
          let (down, right) = (row - 120, column - 160)
          let (along, across) = (right * 98 + down * 17, down * 98 - right * 17)
          return abs(along) < 9000 && abs(across) < 8000 ? 230 : 70
        }
      ),
      (
        "a circle",
        try written { row, column in (4900...5800) ~= distance(row, column) ? 20 : 230 }
      ),
      (
        "a box",
        try written { row, column in
          let (down, right) = (abs(row - 120), abs(column - 155))
          return max(down, right) <= 70 && max(down, right) > 66 ? 20 : 230
        }
      ),
      (
        "a frame of one pixel",
        try written { row, column in
          row == 0 || row == 239 || column == 0 || column == 319 ? 0 : 230
        }
      ),
      (
        "a dark rim",
        try written { row, column in
          20..<220 ~= row && 20..<300 ~= column ? UInt8(250 - column / 5) : 0
        }
      ),
    ]
    for (name, picture) in pictures {
      let prepared = try #require(DigitPreparation(picture), "\(name)")
      #expect(likeness(plain.pixels, prepared.pixels) > 0.88, "\(name)")
      #expect(!prepared.isLightOnDark, "\(name)")
      #expect(prepared.box.rows.count < 90 && prepared.box.rows.lowerBound > 60, "\(name)")
      #expect(prepared.likePieces == 0, "\(name)")
    }
  }

  @Test("White on a square of colour")
  func lightOnSquare() throws {
    let seven = try seven()
    let plain = try #require(DigitPreparation(seven))
    let picture = try Self.picture { row, column in
      if let ink = Self.ink(row, column, of: seven) { return 255 - ink / 2 }
      return 50..<190 ~= row && 90..<230 ~= column ? 90 : 240
    }
    let prepared = try #require(DigitPreparation(picture))
    #expect(likeness(plain.pixels, prepared.pixels) > 0.88 && prepared.isLightOnDark)
  }

  @Test("What is inside a digit is none: the holes of a 0 and an 8, in thin and in bold print")
  func holes() throws {
    func ring(_ row: Int, _ column: Int, _ middle: Int, _ radii: Range<Int>) -> Bool {
      let (down, right) = (row - middle, column - 160)
      let distance = 4 * down * down / 5 + right * right
      return radii.lowerBound * radii.lowerBound <= distance
        && distance < radii.upperBound * radii.upperBound
    }
    for inner in [16, 40, 58] {
      let zero = try Self.picture { row, column in
        // Paper with a grain that also lies in the hole.
        ring(row, column, 120, inner..<64) ? 30 : UInt8(226 + (row * 7 + column * 3) % 11)
      }
      let found = try #require(DigitPreparation(zero))
      #expect(!found.isInside && found.box.rows.count > 130, "\(inner): \(found.box)")
    }
    let eight = try Self.picture { row, column in
      ring(row, column, 80, 18..<42) || ring(row, column, 158, 18..<46) ? 30 : 230
    }
    let found = try #require(DigitPreparation(eight))
    #expect(!found.isInside && found.box.rows.count > 150)
  }
}
