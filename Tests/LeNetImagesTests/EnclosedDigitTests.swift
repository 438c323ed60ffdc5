import LeNetImages
import Testing

@Suite("Digits on sheets, in frames and in circles")
struct EnclosedDigitTests {
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

  @Test("White on a disc of colour, which is no bold 0")
  func disc() throws {
    let seven = try seven()
    let plain = try #require(DigitPreparation(seven))
    func distance(_ row: Int, _ column: Int) -> Int {
      (row - 120) * (row - 120) + (column - 155) * (column - 155)
    }
    let picture = try Self.picture { row, column in
      if let ink = Self.ink(row, column, of: seven) { return 255 - ink / 2 }
      return distance(row, column) < 6400 ? 90 : 240
    }
    let prepared = try #require(DigitPreparation(picture))
    #expect(likeness(plain.pixels, prepared.pixels) > 0.88 && prepared.isLightOnDark)
    let bold = try Self.picture { row, column in
      1600..<6400 ~= distance(row, column) ? 90 : 240
    }
    let found = try #require(DigitPreparation(bold))
    #expect(!found.isEnclosed && !found.isLightOnDark)
  }

  @Test("Of two cards, boxes or circles side by side one digit is found, and the other is told of")
  func several() throws {
    let seven = try seven(rows: 80, columns: 66)
    func ink(_ row: Int, _ column: Int) -> UInt8? {
      // Two digits, with their middles at columns 75 and 245.
      let (down, right) = (row - 80, column < 160 ? column - 42 : column - 212)
      guard 0..<80 ~= down, 0..<66 ~= right, seven.bytes[down * 66 + right] < 220 else {
        return nil
      }
      return seven.bytes[down * 66 + right]
    }
    func offset(_ row: Int, _ column: Int) -> (down: Int, right: Int) {
      (row - 120, column - (column < 160 ? 75 : 245))
    }
    let pictures: [(String, RasterImage)] = [
      (
        "cards",
        try Self.picture { row, column in
          let place = offset(row, column)
          return ink(row, column)
            ?? (max(abs(place.down), abs(place.right)) < 55 ? 230 : 60)
        }
      ),
      (
        "boxes",
        try Self.picture { row, column in
          let place = offset(row, column)
          return ink(row, column)
            ?? (51...54 ~= max(abs(place.down), abs(place.right)) ? 20 : 230)
        }
      ),
      (
        "circles",
        try Self.picture { row, column in
          let place = offset(row, column)
          let distance = place.down * place.down + place.right * place.right
          return ink(row, column) ?? (2601...3025 ~= distance ? 20 : 230)
        }
      ),
    ]
    for (name, picture) in pictures {
      let prepared = try #require(DigitPreparation(picture), "\(name)")
      #expect(prepared.isEnclosed && prepared.likePieces == 1, "\(name): \(prepared.likePieces)")
    }
  }

  @Test("A circle on a card on a desk")
  func nested() throws {
    let seven = try seven(rows: 80, columns: 66)
    let plain = try #require(DigitPreparation(seven))
    let picture = try Self.picture { row, column in
      let (down, right) = (row - 120, column - 160)
      if 0..<80 ~= row - 80, 0..<66 ~= column - 127 {
        let value = seven.bytes[(row - 80) * 66 + column - 127]
        if value < 220 { return value }
      }
      if 2601...3025 ~= down * down + right * right { return 20 }
      return abs(down) < 75 && abs(right) < 85 ? 230 : 60
    }
    let prepared = try #require(DigitPreparation(picture))
    #expect(prepared.isEnclosed && prepared.likePieces == 0)
    #expect(likeness(plain.pixels, prepared.pixels) > 0.88)
  }

  @Test("What is inside a digit is none: the holes of a 0 and an 8, in thin and in bold print")
  func holes() throws {
    func ring(_ row: Int, _ column: Int, _ middle: Int, _ radii: Range<Int>) -> Bool {
      let (down, right) = (row - middle, column - 160)
      let distance = 3 * down * down / 5 + right * right
      return radii.lowerBound * radii.lowerBound <= distance
        && distance < radii.upperBound * radii.upperBound
    }
    // What may lie in the hole: nothing, a slash that ends before the line, a dot, a fold, a faint mark, a speck.
    let marks: [(String, (_ down: Int, _ right: Int) -> UInt8?)] = [
      ("nothing", { _, _ in nil }),
      ("a slash", { abs($0 + 2 * $1) < 8 && abs($0) < 36 ? 30 : nil }),
      ("a dot", { $0 * $0 + $1 * $1 < 90 ? 30 : nil }),
      ("a shadow", { down, _ in down > 0 ? 190 : nil }),
      ("a faint stroke", { abs($0) < 30 && abs($1) < 3 ? 190 : nil }),
      ("a speck", { abs($0 - 20) < 3 && abs($1) < 3 ? 30 : nil }),
    ]
    for inner in [16, 40, 58] {
      for (name, mark) in marks {
        let zero = try Self.picture { row, column in
          if ring(row, column, 120, inner..<64) { return 30 }
          let inside = ring(row, column, 120, 0..<inner)
          let own = inside ? mark(row - 120, column - 160) : nil
          return own ?? UInt8(226 + (row * 7 + column * 3) % 11)
        }
        let found = try #require(DigitPreparation(zero))
        #expect(
          !found.isEnclosed && found.box.rows.count > 130, "\(inner), \(name): \(found.box)")
      }
    }
    let eight = try Self.picture { row, column in
      ring(row, column, 80, 18..<42) || ring(row, column, 158, 18..<46) ? 30 : 230
    }
    let found = try #require(DigitPreparation(eight))
    #expect(!found.isEnclosed && found.box.rows.count > 150)
  }

  @Test("The outline of a six is no line round a digit")
  func outline() throws {
    func stroke(_ row: Int, _ column: Int) -> Int {
      // A ring below, and a stem that rises to the right from its left side.
      let (down, right) = (row - 160, column - 150)
      let distance = Int(Double(down * down + right * right).squareRoot())
      let stem = abs(right + 34 - (160 - row) / 3)
      return row < 160 && row > 50 ? min(abs(distance - 38), stem) : abs(distance - 38)
    }
    let six = try Self.picture { row, column in (13...18) ~= stroke(row, column) ? 30 : 230 }
    let found = try #require(DigitPreparation(six))
    #expect(!found.isEnclosed && found.box.rows.count > 120, "\(found.box)")
  }

  @Test("The paper round a bold digit is no rim")
  func tight() throws {
    for margin in [3, 8] {
      let zero = try RasterImage(
        rows: 150, columns: 112, channels: .grey,
        bytes: (0..<150 * 112).map { place in
          let (down, right) = (Double(place / 112) - 74.5, Double(place % 112) - 55.5)
          let (height, width) = (75 - Double(margin), 56 - Double(margin))
          let outer = down * down / (height * height) + right * right / (width * width)
          let inner = down * down / (height * height / 9) + right * right / (width * width / 9)
          return outer <= 1 && inner > 1 ? 20 : 235
        })
      let found = try #require(DigitPreparation(zero))
      #expect(!found.isLightOnDark && found.box.rows.count > 125, "\(margin): \(found.box)")
    }
  }
}
