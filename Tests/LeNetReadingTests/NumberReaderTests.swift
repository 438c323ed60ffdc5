import LeNetCatalog
import LeNetData
import LeNetGraphics
import LeNetImages
import LeNetModel
import LeNetRandom
import LeNetReading
import LeNetTestSupport
import SyntheticPhotos
import Testing

@Suite("Reading numbers")
struct NumberReaderTests {
  private static let test = Result { try DatasetSplits.mnist().test }

  /// Rows of digits on a page: each digit is an image of MNIST, enlarged `scale` times, `gap` pixels apart.
  static func page(
    _ rows: [[Int]], gap: Int = 6, scale: Int = 2, from stream: inout RandomStream
  ) throws -> (picture: RasterImage, lines: [String]) {
    let data = try test.get()
    let columns = ((rows.map(\.count).max() ?? 0) * (28 + gap) + 20) * scale
    let height = rows.count * 44 * scale
    var bytes = [UInt8](repeating: 240, count: columns * height)
    var lines: [String] = []
    for (number, row) in rows.enumerated() {
      var left = 10 * scale
      var line = ""
      for _ in row {
        let image = Int(stream.below(UInt32(data.count)))
        line += "\(data.labels[image])"
        let pixels = data.pixels(of: image)
        let used = (0..<28).filter { column in
          (0..<28).contains { pixels[$0 * 28 + column] > 100 }
        }
        let (first, last) = try (#require(used.first), #require(used.last))
        for y in 0..<28 * scale {
          for x in first * scale..<(last + 1) * scale {
            let place = (number * 44 * scale + 8 * scale + y) * columns + left + x - first * scale
            let ink = pixels[y / scale * 28 + x / scale]
            bytes[place] = min(bytes[place], 240 - min(ink, 220))
          }
        }
        left += (last + 1 - first + gap) * scale
      }
      lines.append(line)
    }
    return (
      try RasterImage(rows: height, columns: columns, channels: .grey, bytes: bytes), lines
    )
  }

  @Test("Most strings of five test digits are read without a mistake")
  func strings() throws {
    let reader = try NumberReader()
    let known = try NumberReader(grammar: NumberGrammar(length: 5))
    let seed: UInt64 = 11
    var (right, rightWithLength) = (0, 0)
    for index in 0..<40 {
      var stream = RandomStream(seed: seed, purpose: .test, index: UInt32(index))
      let (picture, lines) = try Self.page([[0, 0, 0, 0, 0]], from: &stream)
      if reader.read(picture).text == lines[0] { right += 1 }
      let page = known.read(picture)
      if page.text == lines[0] { rightWithLength += 1 }
      #expect(page.numbers.allSatisfy { $0.symbols.count == 5 })
    }
    #expect(right >= 35 && rightWithLength >= 35, "\(right), \(rightWithLength); seed \(seed)")
  }

  @Test("Lines come from the top and numbers from the left, with boxes around their ink")
  func order() throws {
    let reader = try NumberReader()
    var stream = RandomStream(seed: 3, purpose: .test)
    let (picture, lines) = try Self.page([[0, 0, 0], [0, 0, 0, 0], [0, 0]], from: &stream)
    let page = reader.read(picture)
    #expect(page.lines.count == 3)
    #expect(page.lines.map(\.text.count) == lines.map(\.count))
    #expect(page.rows == picture.rows && page.columns == picture.columns)
    for line in page.lines {
      for number in line.numbers {
        let boxes = number.symbols.map(\.box)
        #expect(boxes == boxes.sorted { $0.columns.lowerBound < $1.columns.lowerBound })
        for box in boxes {
          #expect(number.box.union(box) == number.box && line.box.union(box) == line.box)
        }
      }
    }
    let tops = page.lines.map(\.box.rows.lowerBound)
    #expect(tops == tops.sorted())
  }

  @Test("A large picture is shrunk, and its boxes are those of the file")
  func large() throws {
    let reader = try NumberReader()
    var stream = RandomStream(seed: 5, purpose: .test)
    let (picture, lines) = try Self.page([[0, 0, 0, 0]], scale: 16, from: &stream)
    #expect(picture.columns > RasterImage.longestPageSide)
    let page = reader.read(picture)
    #expect(page.text == lines[0])
    #expect(page.columns == picture.columns)
    let box = try #require(page.numbers.first?.box)
    #expect(box.columns.lowerBound > 120 && box.columns.lowerBound < 200, "\(box)")
    #expect(box.columns.upperBound <= picture.columns && box.rows.upperBound <= picture.rows)
  }

  @Test("What is no number is not accepted as one", arguments: NonDigit.allCases)
  func others(kind: NonDigit) throws {
    let reader = try NumberReader()
    let seed: UInt64 = 17
    let accepted = (0..<40).filter { index in
      var stream = RandomStream(seed: seed, purpose: .test, index: UInt32(index))
      return reader.read(kind.picture(from: &stream)).numbers.contains { $0.verdict == .accepted }
    }
    #expect(accepted.count <= 1, "\(accepted); seed \(seed)")
  }

  @Test("Hard pages are read without a crash: specks, lines, blobs, one pixel, noise")
  func hostile() throws {
    let reader = try NumberReader(grammar: NumberGrammar(marks: Set(NumberGrammar.Mark.allCases)))
    var stream = RandomStream(seed: 23, purpose: .test)
    func picture(_ rows: Int, _ columns: Int, _ value: (Int, Int) -> UInt8) throws -> RasterImage {
      try RasterImage(
        rows: rows, columns: columns, channels: .grey,
        bytes: (0..<rows * columns).map { value($0 / columns, $0 % columns) })
    }
    for page in [
      try picture(1, 1) { _, _ in 0 }, try picture(1, 2000) { _, x in x % 3 == 0 ? 0 : 255 },
      try picture(2000, 1) { y, _ in y % 5 == 0 ? 0 : 255 },
      try picture(400, 400) { y, x in (x ^ y) & 3 == 0 ? 0 : 255 },
      try picture(300, 300) { y, x in x > 20 && x < 280 && y > 20 && y < 280 ? 0 : 255 },
      try picture(200, 600) { y, _ in y % 6 == 0 ? 0 : 255 },
      try picture(200, 600) { _, _ in UInt8(stream.below(256)) },
    ] {
      _ = reader.read(page)
    }
  }

  @Test("The network that slides reads touching digits that cuts alone do not")
  func approaches() throws {
    let seed: UInt64 = 31
    var right: [NumberReader.Approach: Int] = [:]
    for approach in NumberReader.Approach.allCases {
      let reader = try NumberReader(approach: approach)
      right[approach] = try (0..<60).count { index in
        var stream = RandomStream(seed: seed, purpose: .test, index: UInt32(index))
        let (picture, lines) = try Self.page([[0, 0, 0, 0]], gap: -3, from: &stream)
        return reader.read(picture).text == lines[0]
      }
    }
    let (both, cuts, sliding) = (
      right[.both] ?? 0, right[.cuts] ?? 0, right[.sliding] ?? 0
    )
    #expect(both > cuts + 6 && sliding > cuts + 6, "\(right); seed \(seed)")
  }

  @Test("The network that slides keeps to a form", arguments: [3, 4, 5])
  func slidForm(length: Int) throws {
    let reader = try NumberReader(approach: .sliding, grammar: NumberGrammar(length: length))
    var stream = RandomStream(seed: 37, purpose: .test)
    for _ in 0..<5 {
      let (picture, _) = try Self.page([[0, 0, 0, 0]], from: &stream)
      let page = reader.read(picture)
      #expect(page.numbers.allSatisfy { $0.text.count == length }, "seed 37")
    }
  }

  @Test("Confidences are shares of right answers, and a lower coverage accepts fewer errors")
  func calibrated() throws {
    let reader = try NumberReader()
    let lenient = try NumberReader(coverage: 0.9)
    #expect(lenient.threshold < reader.threshold)
    let seed: UInt64 = 41
    var (sum, right) = (0.0, 0)
    for index in 0..<80 {
      var stream = RandomStream(seed: seed, purpose: .test, index: UInt32(index))
      let gap = Int(stream.below(8)) - 3
      let (picture, lines) = try Self.page([[0, 0, 0, 0]], gap: gap, from: &stream)
      let page = reader.read(picture)
      sum += page.numbers.map(\.confidence).min() ?? 0
      if page.text == lines[0] { right += 1 }
    }
    #expect(abs(sum - Double(right)) < 12, "mean \(sum / 80), right \(right); seed \(seed)")
    #expect(throws: ReaderError.self) { try NumberReader(coverage: 0.1) }
  }

  @Test("The explanation draws the picture, the boxes, the cuts and the answers of each frame")
  func explanation() throws {
    var stream = RandomStream(seed: 43, purpose: .test)
    let (picture, _) = try Self.page([[0, 0, 0], [0, 0]], from: &stream)
    let reader = try NumberReader()
    let explanation = PageExplanation(of: picture, name: "a <page>.png", by: reader)
    #expect(explanation.reading == reader.read(picture))
    let svg = explanation.drawing.svg
    #expect(svg.contains("a &lt;page&gt;.png") && !svg.contains("<page>"))
    for number in explanation.reading.numbers { #expect(svg.contains(">\(number.text) ")) }
    #expect(svg.split(separator: ">best path<").count == 3)
    #expect(svg.split(separator: ">sliding<").count == 3)
    #expect(explanation.html.contains("<svg"))
    let blank = try RasterImage(
      rows: 40, columns: 60, channels: .grey, bytes: [UInt8](repeating: 255, count: 2400))
    #expect(PageExplanation(of: blank, name: "blank", by: reader).reading.numbers.isEmpty)
  }

  @Test("A model of other classes is refused")
  func otherClasses() throws {
    var model = NumberReader.defaultModel
    model.classes = model.classes.map { "n" + $0 }
    #expect(throws: ReaderError.self) { try NumberReader(model: model) }
  }
}
