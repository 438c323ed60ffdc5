import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Tables as people have them")
struct CSVLayoutTests {
  /// Images of 8 x 8 with a dark border, in which each class has a bright place of its own.
  static func images(_ count: Int = 200, classes: Int = 10, most: Int = 255) -> [(
    label: Int, pixels: [Int]
  )] {
    var state: UInt64 = 7
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    return (0..<count).map { number in
      let label = number * 7 % classes
      var pixels = [Int](repeating: 0, count: 64)
      for row in 1..<7 {
        for column in 1..<7 { pixels[row * 8 + column] = next(most / 4 + 1) }
      }
      pixels[9 + label * 4 % 45] = most
      pixels[10 + label * 4 % 45] = most - next(most / 8 + 1)
      return (label, pixels)
    }
  }

  private static func load(
    _ text: String, _ reading: DataReading = DataReading()
  ) throws -> (whole: [UInt8: Int], first: [UInt8], classes: [String], notes: [String]) {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "data.csv")
    var source = try DataSource(path: folder.path + "/data.csv")
    source.reading = reading
    let loaded = try source.load()
    var counts: [UInt8: Int] = [:]
    for label in loaded.splits.training.labels + loaded.splits.test.labels {
      counts[label, default: 0] += 1
    }
    return (
      counts, loaded.splits.training.pixels(of: 0), loaded.splits.training.classes, loaded.notes
    )
  }

  private static let even = Dictionary(uniqueKeysWithValues: (0..<10).map { (UInt8($0), 20) })

  @Test("without a header the label is found first and last, also among numbers with fractions")
  func ends() throws {
    for isFloat in [false, true] {
      let rows = Self.images().map { label, pixels in
        (
          "\(label)",
          pixels.map { isFloat ? "\(Double($0) / 255)" : "\($0)" }.joined(separator: ",")
        )
      }
      let first = try Self.load(rows.map { "\($0.0),\($0.1)\n" }.joined())
      #expect(first.whole == Self.even && first.classes.count == 10)
      #expect(!first.notes.contains { $0.contains("last column") })
      let last = try Self.load(rows.map { "\($0.1),\($0.0)\n" }.joined())
      #expect(last.whole == Self.even && last.first == first.first)
      #expect(last.notes.contains { $0.contains("the label is the last column, number 65") })
      #expect(first.notes.contains { $0.contains("from 0 to 1") } == isFloat)
    }
  }

  @Test("names as labels are found at either end, and numbers of rows are passed over")
  func names() throws {
    let rows = Self.images().map { label, pixels in
      ("class\(label)", pixels.map(String.init).joined(separator: ";"))
    }
    let last = try Self.load(rows.map { "\($0.1);\($0.0)\n" }.joined())
    #expect(last.classes == (0..<10).map { "class\($0)" } && last.whole == Self.even)
    let numbered = try Self.load(
      rows.enumerated().map { "\($0);\($1.0.dropFirst(5));\($1.1)\n" }.joined())
    #expect(numbered.whole == Self.even && numbered.first == last.first)
  }

  @Test("a label with a column for each class is read at either end and by its names")
  func oneHot() throws {
    func row(_ label: Int) -> String {
      (0..<10).map { $0 == label ? "1" : "0" }.joined(separator: ",")
    }
    let rows = Self.images().map {
      ($0.pixels.map(String.init).joined(separator: ","), row($0.label))
    }
    let last = try Self.load(rows.map { "\($0),\($1)\n" }.joined())
    #expect(last.whole == Self.even && last.notes.contains { $0.contains("columns 65 to 74") })
    #expect(try Self.load(rows.map { "\($1),\($0)\n" }.joined()).first == last.first)
    let head =
      (0..<64).map { "px\($0)" }.joined(separator: ",") + ","
      + (0..<10).map { "digit_\($0)" }.joined(separator: ",") + "\n"
    let named = try Self.load(head + rows.map { "\($0),\($1)\n" }.joined())
    #expect(named.whole == Self.even && named.classes == Dataset.digits)
    let wrong = rows.map { "\($0),\($1)\n" }.joined() + rows[0].0 + ",1,1,0,0,0,0,0,0,0,0\n"
    let error = #expect(throws: DatasetError.self) { try Self.load(wrong) }
    #expect(error?.description.contains("line 201 does not have exactly one 1") == true)
  }

  @Test("the label's column by its number, its name and its end; a column that is not there")
  func given() throws {
    let rows = Self.images().map { ($0.label, $0.pixels.map(String.init).joined(separator: ",")) }
    let plain = rows.map { "\($0.1),\($0.0)\n" }.joined()
    for place in [LabelPlace.last, .number(65)] {
      let read = try Self.load(plain, DataReading(labelColumn: place))
      #expect(read.whole == Self.even && read.notes.count == 1)
    }
    let head = (0..<64).map { "p\($0)" }.joined(separator: ",") + ",kind,writer\n"
    let named = head + rows.map { "\($0.1),\($0.0),5\n" }.joined()
    #expect(try Self.load(named, DataReading(labelColumn: .name("Kind"))).whole == Self.even)
    for (text, place, says) in [
      (plain, LabelPlace.name("kind"), "no column kind, expected one of 1 to 65, first or last"),
      (named, .name("class"), "a name of the header: p0, p1"), (plain, .number(66), "no column 66"),
    ] {
      let error = #expect(throws: DatasetError.self) {
        try Self.load(text, DataReading(labelColumn: place))
      }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
  }

  @Test("where both ends may be the label, the program asks")
  func doubt() throws {
    var state: UInt64 = 11
    let text = (0..<300).map { _ in
      (0..<10).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return "\(state >> 40 & 1)"
      }.joined(separator: ",") + "\n"
    }.joined()
    let error = #expect(throws: DatasetError.self) { try Self.load(text) }
    #expect(error?.description.contains("may both be the label") == true, "\(error as Any)")
    #expect(try Self.load(text, DataReading(labelColumn: .last)).whole.count == 2)
  }

  @Test("columns that are neither label nor pixels are named; consecutive numbers are a header")
  func columns() throws {
    let rows = Self.images().map { ($0.label, $0.pixels.map(String.init).joined(separator: ",")) }
    let head = "id,split,label," + (0..<64).map { "pixel_\($0)" }.joined(separator: ",") + "\n"
    let read = try Self.load(head + rows.enumerated().map { "\($0),a,\($1.0),\($1.1)\n" }.joined())
    #expect(read.whole == Self.even && read.notes.contains("not used: 'split'"))
    let count = (0...64).map(String.init).joined(separator: ",") + "\n"
    let counted = try Self.load(count + rows.map { "\($0.1),\($0.0)\n" }.joined())
    #expect(counted.whole == Self.even && counted.first == read.first)
  }

  @Test(
    "ranges of pixels are found, said and scaled",
    arguments: [
      (16, 1.0, 0.0, "0 to 16"), (1, 1, 0, "0 to 1"), (65535, 1, 0, "0 to 65535"),
      (255, 1 / 255.0, 0, "0 to 1"),
      (15, 1, 0, "0 to 15"), (255, 2 / 255.0, -1, "-1 to 1"), (4095, 1, 0, "0 to 4095"),
    ] as [(Int, Double, Double, String)])
  func ranges(most: Int, factor: Double, shift: Double, says: String) throws {
    let images = Self.images(most: most)
    func text(_ scale: (Int) -> String) -> String {
      images.map { "\($0.label)," + $0.pixels.map(scale).joined(separator: ",") + "\n" }.joined()
    }
    let read = try Self.load(
      text { factor == 1 ? "\($0)" : "\(Double($0) * factor + shift)" })
    #expect(
      read.notes.contains { $0.contains("from \(says), scaled to 0 to 255") }, "\(read.notes)")
    // A table without its own images first: the split is the same.
    let bytes = try Self.load(text { "\(Int((Double($0) * 255 / Double(most)).rounded()))" })
    #expect(read.first == bytes.first && read.whole == bytes.whole)
  }

  @Test(
    "true and false are pixels; a given range wins; other numbers are refused with the range to give"
  )
  func words() throws {
    let images = Self.images(most: 1)
    let words = try Self.load(
      images.map {
        "\($0.label)," + $0.pixels.map { $0 == 1 ? "True" : "False" }.joined(separator: ",") + "\n"
      }
      .joined())
    #expect(Set(words.first) == [0, 255] && words.notes.contains { $0.contains("true or false") })
    let sixteen = Self.images(most: 16)
    let text = sixteen.map {
      "\($0.label)," + $0.pixels.map(String.init).joined(separator: ",") + "\n"
    }.joined()
    let read = try Self.load(text, DataReading(pixelRange: PixelRange(0, 32)))
    #expect(read.first.max() == 128)
    let standard = sixteen.map { image in
      "\(image.label)," + image.pixels.map { "\(Double($0) * 0.2 - 0.4242)" }.joined(separator: ",")
        + "\n"
    }.joined()
    let error = #expect(throws: DatasetError.self) { try Self.load(standard) }
    #expect(error?.description.contains("from -0.4242 to 2.7758") == true, "\(error as Any)")
  }

  @Test(
    "one number that does not fit the others is refused with its place",
    arguments: ["256", "-3", "12.5"])
  func odd(text: String) throws {
    var rows = Self.images().map {
      "\($0.label)," + $0.pixels.map(String.init).joined(separator: ",") + "\n"
    }
    var fields = rows[4].split(separator: ",").map(String.init)
    fields[30] = text
    rows[4] = fields.joined(separator: ",")
    let error = #expect(throws: DatasetError.self) { try Self.load(rows.joined()) }
    #expect(
      error?.description.contains("line 5, column 31 is '\(text)'") == true, "\(error as Any)")
  }

  @Test(
    "images without labels are read for answers: with a header, without, and with numbers of their own"
  )
  func unlabelled() throws {
    let rows = Self.images(20).map { $0.pixels.map(String.init).joined(separator: ",") }
    let head = (0..<64).map { "pixel\($0)" }.joined(separator: ",") + "\n"
    for (text, ids) in [
      (rows.joined(separator: "\n"), nil), (head + rows.joined(separator: "\n"), nil),
      (
        "id," + head + rows.enumerated().map { "n\($0),\($1)\n" }.joined(),
        (0..<20).map { "n\($0)" }
      ),
    ] as [(String, [String]?)] {
      let folder = try TemporaryFolder()
      try folder.write(text, to: "test.csv")
      let data = try DataSource(path: folder.path + "/test.csv").unlabelled()
      #expect(data.count == 20 && data.shape == Shape(1, 8, 8) && data.ids == ids)
      #expect(data.images == Self.images(20).flatMap { $0.pixels.map { UInt8($0) } })
      let error = #expect(throws: DatasetError.self) { try DataSource(path: folder.path).load() }
      #expect(error != nil)
    }
  }

  @Test("validation tables are used as such, and test tables alone do for an evaluation")
  func parts() throws {
    let rows = Self.images().map {
      "\($0.label)," + $0.pixels.map(String.init).joined(separator: ",") + "\n"
    }
    let folder = try TemporaryFolder()
    try folder.write(rows[..<100].joined(), to: "train.csv")
    try folder.write(rows[100..<150].joined(), to: "val.csv")
    try folder.write(rows[150...].joined(), to: "test.csv")
    try folder.write("ImageId,Label\n1,0\n", to: "sample_submission.csv")
    let loaded = try DataSource(path: folder.path).load().splits
    #expect(loaded.training.count == 150 && loaded.test.count == 50)
    #expect(loaded.training.validation == Array(100..<150))
    let split = try ValidationSplit.indices(of: loaded.training, count: 50)
    #expect(split.training == Array(0..<100) && split.validation == Array(100..<150))
    #expect(try ValidationSplit.indices(of: loaded.training, count: 0).training == Array(0..<100))
    let alone = try TemporaryFolder()
    try alone.write(rows.joined(), to: "test.csv")
    #expect(try DataSource(path: alone.path).load(.test).count == 200)
    let error = #expect(throws: DatasetError.self) { try DataSource(path: alone.path).load() }
    #expect(error?.description.contains("has only test images") == true)
  }
}
