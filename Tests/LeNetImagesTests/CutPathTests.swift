import LeNetImages
import Testing

@Suite("Cuts between digits")
struct CutPathTests {
  /// A picture from rows of text in which `#` is ink, each character four pixels wide and high.
  private static func picture(_ lines: [String]) throws -> RasterImage {
    let scale = 4
    let width = lines.map(\.count).max() ?? 0
    let cells = lines.map { Array($0.padding(to: width)) }
    var bytes: [UInt8] = []
    for row in -6..<(lines.count + 6) * scale - 18 {
      for column in 0..<(width + 8) * scale {
        let (y, x) = (row / scale, column / scale - 4)
        let isInk =
          row >= 0 && cells.indices.contains(y) && (0..<width).contains(x)
          && cells[y][x] == "#"
        bytes.append(isInk ? 20 : 230)
      }
    }
    let rows = bytes.count / ((width + 8) * scale)
    return try RasterImage(
      rows: rows, columns: (width + 8) * scale, channels: .grey, bytes: bytes)
  }

  @Test("Digits with paper between them are parted without crossing ink")
  func apart() throws {
    let picture = try Self.picture([
      "##      ####", "##      #  #", "##      #  #", "##      #  #", "##      ####",
    ])
    let row = try #require(PageInk(picture)?.rows.first)
    #expect(PageInk(picture)?.rows.count == 1)
    #expect(row.cuts.contains { $0.crossed == 0 && $0.columns.allSatisfy { $0 > 10 && $0 < 34 } })
  }

  @Test("Two rings that share a wall are cut through it, not only through their insides")
  func sharedWall() throws {
    let picture = try Self.picture([
      "  ####   ####  ", " ##  ## ##  ## ", "##    ###    ##", "##    ###    ##", "##    ###    ##",
      " ##  ## ##  ## ", "  ####   ####  ",
    ])
    let row = try #require(PageInk(picture)?.rows.first)
    // The wall is in the middle of the row.
    let middle = row.ink.columns / 2
    #expect(
      row.cuts.contains { cut in cut.columns.allSatisfy { abs($0 - middle) <= 6 } && cut.crossed > 0
      },
      "\(row.cuts.map(\.columns))")
  }

  @Test("Leaning digits are parted by a leaning path")
  func leaning() throws {
    let lines = (0..<8).map { row in
      String(repeating: " ", count: 8 - row) + "##" + "   " + "##"
    }
    let row = try #require(PageInk(try Self.picture(lines))?.rows.first)
    #expect(row.cuts.count { $0.crossed == 0 } >= 3)
  }

  @Test("Parts between neighbouring cuts have the ink of the row, once")
  func partition() throws {
    let picture = try Self.picture([
      "##   ####  ##", "##   #  # ## ", "##   #  ###  ", "##   #  # ## ", "##   ####  ##",
    ])
    let row = try #require(PageInk(picture)?.rows.first)
    let whole = try #require(row.part(from: 0, to: row.cuts.count - 1)).ink
    let parts = (1..<row.cuts.count).reduce(Float(0)) { sum, cut in
      sum + (row.part(from: cut - 1, to: cut)?.ink ?? 0)
    }
    #expect(abs(parts - whole) <= 0.02 * whole, "\(parts) of \(whole)")
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: width - count)
  }
}
