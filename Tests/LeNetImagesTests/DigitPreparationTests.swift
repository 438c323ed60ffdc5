import LeNetCatalog
import LeNetData
import LeNetImages
import Testing

@Suite("Preparation of pictures as MNIST's were")
struct DigitPreparationTests {
  @Test("MNIST's test images come out as they went in")
  func unchanged() throws {
    let data = try Dataset.mnist(.test)
    var same = 0
    for index in 0..<data.count {
      let pixels = data.pixels(of: index)
      let image = try RasterImage(rows: 28, columns: 28, channels: .grey, bytes: pixels)
      if DigitPreparation(image)?.pixels == pixels { same += 1 }
    }
    #expect(same >= 9990, "\(same) of 10,000 unchanged")
  }

  @Test("Place, size, paper and ink do not matter")
  func invariance() throws {
    let plain = try #require(DigitPreparation(try seven()))
    let others: [(String, RasterImage)] = [
      ("light on dark", try seven(ink: 230, paper: 20)),
      ("elsewhere", try seven(top: 0.4, left: 0.55, size: 0.4)),
      ("faint", try seven(ink: 150, paper: 190)),
      ("larger", try seven(rows: 600, columns: 500, width: 35)),
      ("smaller", try seven(rows: 60, columns: 50, width: 3.5)),
    ]
    for (name, picture) in others {
      let prepared = try #require(DigitPreparation(picture), "\(name)")
      #expect(likeness(plain.pixels, prepared.pixels) > 0.88, "\(name)")
      #expect(prepared.isLightOnDark == (name == "light on dark"))
    }
  }

  /// A dark seven and the mirror image of a light one, which is larger and differs more from the paper.
  @Test("Of dark and light ink the dark one is the digit, where the light one is little better")
  func darkInk() throws {
    let dark = try seven(rows: 120, columns: 100, ink: 60, paper: 130, size: 0.42)
    let light = try seven(rows: 120, columns: 100, ink: 240, paper: 130, left: 0.2)
    var bytes: [UInt8] = []
    for row in 0..<120 {
      let places = row * 100..<(row + 1) * 100
      bytes += dark.bytes[places]
      bytes += light.bytes[places].reversed()
    }
    let both = try RasterImage(rows: 120, columns: 200, channels: .grey, bytes: bytes)
    #expect(try #require(DigitPreparation(both)).isLightOnDark == false)
  }

  @Test("Shadows, ruled lines, specks and the edge of the sheet are left out")
  func disturbances() throws {
    let plain = try #require(DigitPreparation(try seven()))
    func disturbed(_ change: (_ row: Int, _ column: Int, _ value: Int) -> Int) throws -> RasterImage
    {
      let picture = try seven()
      let bytes = picture.bytes.enumerated().map { place, value in
        UInt8(
          min(max(change(place / picture.columns, place % picture.columns, Int(value)), 0), 255))
      }
      return try RasterImage(
        rows: picture.rows, columns: picture.columns, channels: .grey, bytes: bytes)
    }
    let pictures: [(String, RasterImage)] = [
      ("slope", try disturbed { row, column, value in value * (250 - row - column / 2) / 250 }),
      (
        "shadow", try disturbed { row, column, value in row + column < 70 ? value * 6 / 10 : value }
      ),
      ("lines", try disturbed { row, _, value in row % 20 < 2 ? min(value, 90) : value }),
      (
        "squares",
        try disturbed { row, column, value in
          row % 14 == 0 || column % 14 == 0 ? min(value, 150) : value
        }
      ),
      (
        "dark squares",
        try disturbed { row, column, value in
          row % 8 < 2 || column % 8 < 2 ? min(value, 140) : value
        }
      ),
      (
        "all but a strip in shadow",
        try disturbed { _, column, value in column < 85 ? value / 2 : value }
      ),
      ("specks", try disturbed { row, column, value in row * 7 + column * 13 == 400 ? 0 : value }),
      ("edge", try disturbed { _, column, value in column < 9 ? 15 : value }),
    ]
    for (name, picture) in pictures {
      let prepared = try #require(DigitPreparation(picture), "\(name)")
      let alike = likeness(plain.pixels, prepared.pixels)
      #expect(alike > 0.9, "\(name): \(alike), box \(prepared.box)")
    }
  }

  @Test("A coloured pen is seen in its colour, also where a shadow differs more")
  func colouredInk() throws {
    let plain = try #require(DigitPreparation(try seven()))
    let grey = try seven(ink: 0, paper: 255)
    let (ink, paper) = ([210, 140, 30], [200, 200, 200])
    let bytes = grey.bytes.enumerated().flatMap { place, value -> [UInt8] in
      let isShaded = place / grey.columns + place % grey.columns > 170
      return (0..<3).map { channel in
        let colour = ink[channel] + (paper[channel] - ink[channel]) * Int(value) / 255
        return UInt8(isShaded ? colour * 2 / 5 : colour)
      }
    }
    let picture = try RasterImage(
      rows: grey.rows, columns: grey.columns, channels: .rgb, bytes: bytes)
    let prepared = try #require(DigitPreparation(picture))
    #expect(likeness(plain.pixels, prepared.pixels) > 0.9, "box \(prepared.box)")
    let (row, column) = (24, 45)
    #expect(prepared.grey[row * grey.columns + column] < 60, "the blue of orange ink is dark")
  }

  @Test("Strokes far too thin or thick are brought to what MNIST has, others are left")
  func strokes() throws {
    for (width, isChanged) in [(1.2, true), (12.0, false), (45.0, true)] {
      let prepared = try #require(
        DigitPreparation(try seven(rows: 200, columns: 200, width: width, size: 0.5)))
      #expect((prepared.widening != 0) == isChanged, "width \(width)")
      #expect((prepared.widening > 0) == (width < 2), "width \(width)")
    }
  }

  @Test("The mass lies about index 14 and the longer side takes 20 pixels")
  func frame() throws {
    for (rows, columns, size) in [(100, 100, 0.5), (300, 200, 0.8), (47, 31, 0.6)] {
      let pixels = try #require(
        DigitPreparation(try seven(rows: rows, columns: columns, size: size))
      ).pixels
      let mass = pixels.reduce(0.0) { $0 + Double($1) }
      for step in [28, 1] {
        let moment = pixels.enumerated().reduce(0.0) {
          $0 + Double($1.element) * Double($1.offset / step % 28)
        }
        #expect(abs(moment / mass - 14) <= 0.5)
      }
      let inked = pixels.indices.filter { pixels[$0] > 0 }
      let height = (try #require(inked.last)) / 28 - inked[0] / 28 + 1
      #expect((19...20).contains(height), "\(height)")
    }
  }

  @Test("Nothing is found on blank paper, smooth or grained")
  func blank() throws {
    for grain in [0, 3, 8] {
      var state: UInt32 = 5
      let bytes = (0..<90 * 120).map { _ -> UInt8 in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(200 + Int(state >> 24) * grain / 256)
      }
      let image = try RasterImage(rows: 90, columns: 120, channels: .grey, bytes: bytes)
      #expect(DigitPreparation(image) == nil, "grain \(grain)")
    }
  }

  @Test("Pictures of any shape are prepared or not, without harm")
  func shapes() throws {
    for (rows, columns) in [(1, 1), (1, 500), (500, 1), (2, 3), (3, 640), (28, 28)] {
      for pattern in 0..<4 {
        let bytes = (0..<rows * columns).map { place -> UInt8 in
          switch pattern {
          case 0: 0
          case 1: 255
          case 2: place % 2 == 0 ? 0 : 255
          default: UInt8(truncatingIfNeeded: place &* 37)
          }
        }
        let image = try RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
        let pixels = DigitPreparation(image)?.pixels
        #expect(pixels == nil || pixels?.count == 784)
      }
    }
    #expect(throws: ImageError.self) {
      try RasterImage(rows: 2, columns: 2, channels: .rgb, bytes: [1, 2, 3])
    }
    #expect(throws: ImageError.self) {
      try RasterImage(rows: .max, columns: 2, channels: .grey, bytes: [])
    }
  }
}
