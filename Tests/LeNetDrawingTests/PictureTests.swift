import LeNetData
import LeNetEvaluation
import LeNetGraphics
import LeNetModel
import LeNetDrawing
import LeNetRandom
import LeNetTestSupport
import LeNetTraining
import Testing

@Suite("Pictures of data and of answers")
struct PictureTests {
  private static func dataset(classes: [String], maps: Int) throws -> Dataset {
    var stream = RandomStream(seed: 9, purpose: .test)
    let shape = Shape(maps, 6, 5)
    return try Dataset(
      name: "odd <data> & \u{1B}[31m", shape: shape,
      images: (0..<40 * shape.count).map { _ in UInt8(stream.below(256)) },
      labels: (0..<40).map { UInt8($0 % classes.count) }, classes: classes)
  }

  static let classLists = [
    ["a", "b"], (0..<10).map(String.init), (0..<26).map { "class \($0)" },
    (0..<47).map { "c\($0)" }, ["<script>", "a rather long name for a class of images", "&"],
  ]

  @Test("A sheet of samples has a row for each class", arguments: classLists, [1, 3])
  func samples(classes: [String], maps: Int) throws {
    let check = SVGCheck(
      Drawing.samples(
        of: try Self.dataset(classes: classes, maps: maps), split: "test", perClass: 7
      ).svg)
    #expect(check.defects.isEmpty, "\(check.defects)")
    #expect(check.texts.count { !$0.isEmpty } == 2 + 2 * classes.count)
  }

  @Test("Confusions and errors are drawn, whatever the classes", arguments: classLists)
  func answers(classes: [String]) throws {
    let dataset = try Self.dataset(classes: classes, maps: 1)
    var stream = RandomStream(seed: 4, purpose: .test)
    let count = classes.count
    let scores = (0..<40 * count).map { _ in Float(stream.uniform()) }
    let predictions = (0..<40).map { image in
      (0..<count).max { scores[image * count + $0] < scores[image * count + $1] } ?? 0
    }
    let evaluation = Evaluation(
      lossSum: 1, predictions: predictions, labels: dataset.labels.map(Int.init), scores: scores,
      logits: scores, classes: classes, seconds: 1)
    let matrix = SVGCheck(Drawing.confusion(of: evaluation, subject: "a <model>").svg)
    #expect(matrix.defects.isEmpty, "\(matrix.defects)")
    #expect(matrix.texts.contains("Most frequent confusions"))
    for confusion in evaluation.confusions { #expect(matrix.texts.contains("\(confusion.count)")) }
    // Whatever the number of classes, every count has its rate, and every answer its precision.
    let counts = evaluation.confusion.joined().count { $0 > 0 }
    let shares = evaluation.precisions.count { $0 != nil } + evaluation.recalls.count { $0 != nil }
    #expect(
      matrix.texts.count { $0.hasSuffix(" %") && !$0.contains(":") && !$0.contains(",") }
        == counts + shares)
    for leastSureFirst in [false, true] {
      let gallery = SVGCheck(
        Drawing.errors(of: evaluation, on: dataset, leastSureFirst: leastSureFirst, limit: 30).svg)
      #expect(gallery.defects.isEmpty, "\(gallery.defects)")
      let first = try #require(
        evaluation.errorPositions(leastSureFirst: leastSureFirst).first)
      let (truth, answer) = (classes[evaluation.labels[first]], classes[predictions[first]])
      let isLong = classes.contains { $0.count > 12 }
      #expect(
        gallery.texts[2] == (isLong ? truth.fitted(to: 152, size: 11) : "\(truth) → \(answer)"))
      #expect(gallery.texts[isLong ? 5 : 4] == "\(first)")
    }
    // Numbers are those of the data set, whatever part of it was measured.
    let numbered = SVGCheck(
      Drawing.errors(of: evaluation, on: dataset, index: { 39 - $0 }, limit: 1).svg)
    let surest = try #require(evaluation.errorPositions().first)
    #expect(numbered.texts.last == "\(39 - surest)")
  }

  @Test(
    "Heads of columns that are wider than their cell are slanted, whole, and clear of everything",
    arguments: [
      (["T-shirt/top", "Trouser", "Ankle boot"], true), ((0..<10).map(String.init), false),
      (["zero", "one", "two"], false), ((0..<26).map { "class \($0)" }, true),
      ((0..<47).map { "c\($0)" }, false), ((0..<100).map { "large carnivore \($0)" }, true),
    ])
  func heads(classes: [String], slanted: Bool) throws {
    let labels = classes.indices.map { $0 }
    let evaluation = Evaluation(
      lossSum: 0, predictions: labels, labels: labels,
      scores: [Float](repeating: 0.5, count: classes.count * classes.count),
      logits: [Float](repeating: 0, count: classes.count * classes.count), classes: classes,
      seconds: 1)
    let svg = Drawing.confusion(of: evaluation, subject: "m").svg
    let check = SVGCheck(svg)
    #expect(check.defects.isEmpty, "\(check.defects)")
    let turned = svg.split(separator: "\n").filter { $0.contains("rotate(") }
    #expect(turned.count == (slanted ? classes.count : 0))
    for name in classes where (2...17).contains(name.count) {
      #expect(check.texts.count { $0 == name } == 2, "\(name)")
    }
  }

  @Test(
    "Counts, rates, recall and precision stand in the row of the truth and the column of the answer"
  )
  func matrix() throws {
    let evaluation = Evaluation.madeUp
    let places = SVGCheck(Drawing.confusion(of: evaluation, subject: "m").svg).places
    func place(
      _ text: String, where isThere: ((text: String, x: Double, y: Double)) -> Bool = { _ in true }
    )
      throws -> (x: Double, y: Double)
    {
      let found = places.filter { $0.text == text && isThere($0) }
      #expect(found.count == 1, "\(text): \(found)")
      return try #require(found.first.map { ($0.x, $0.y) })
    }
    // Names stand at the left of their rows and at the head of their columns.
    let left = try #require(places.filter { $0.text == "a" }.map(\.x).min())
    let rows = try ["a", "b", "c"].map { try place($0) { $0.x == left }.y }
    let columns = try ["a", "b", "c"].map { try place($0) { $0.x > left }.x }
    #expect(rows == rows.sorted() && columns == columns.sorted() && Set(rows).count == 3)
    for (truth, counts) in evaluation.confusion.enumerated() {
      for (answer, count) in counts.enumerated() where count > 0 {
        func isCell(_ x: Double, _ y: Double) -> Bool {
          abs(x - columns[answer]) < 0.02 && abs(y - rows[truth]) < 20
        }
        let inCell = places.filter { isCell($0.x, $0.y) && $0.x > left }.map(\.text)
        let total = counts.reduce(0, +)
        let percent = (1000 * Double(count) / Double(total)).rounded() / 10
        #expect(inCell == ["\(count)", "\(percent) %"], "\(truth) read as \(answer): \(inCell)")
      }
    }
    for (row, recall) in zip(rows, ["83.33 %", "54.55 %", "69.23 %"]) {
      #expect(
        abs(try place(recall) { $0.x > columns[2] + 30 && !$0.text.contains(":") }.y - row) < 1)
    }
    for (row, total) in zip(rows, ["6", "11", "13"]) {
      let place = try place(total) { $0.x > columns[2] + 30 }
      #expect(abs(place.y - row) < 1)
    }
    for (column, precision) in zip(columns, ["45.45 %", "85.71 %", "75.00 %"]) {
      #expect(abs(try place(precision).x - column) < 0.02)
    }
    for (column, answers) in zip(columns, ["11", "7", "12"]) {
      #expect(abs(try place(answers) { $0.y > rows[2] + 30 }.x - column) < 0.02)
    }
    #expect(
      places.map(\.text).filter { $0.contains(" read as ") && $0.contains("%") } == [
        "c read as a: 4, 30.77 %", "b read as c: 3, 27.27 %", "b read as a: 2, 18.18 %",
        "a read as b: 1, 16.67 %",
      ])
  }

  @Test("A perfect model has a matrix and an empty gallery")
  func perfect() throws {
    let dataset = try Self.dataset(classes: ["a", "b"], maps: 1)
    let labels = dataset.labels.map(Int.init)
    let evaluation = Evaluation(
      lossSum: 0, predictions: labels, labels: labels, scores: [Float](repeating: 0.5, count: 80),
      logits: [Float](repeating: 0, count: 80), classes: ["a", "b"], seconds: 1)
    let matrix = SVGCheck(Drawing.confusion(of: evaluation, subject: "m").svg)
    #expect(matrix.defects.isEmpty && matrix.texts.contains("No image was read wrong"))
    let gallery = SVGCheck(Drawing.errors(of: evaluation, on: dataset).svg)
    #expect(gallery.defects.isEmpty && gallery.texts == ["0 of 40 images read wrong"])
  }

  /// An evaluation of images of which all labels and answers are known.
  private static func evaluation(
    _ labels: [Int], read predictions: [Int], classes: [String]
  ) -> Evaluation {
    let scores = [Float](repeating: 0.5, count: labels.count * classes.count)
    return Evaluation(
      lossSum: 0, predictions: predictions, labels: labels, scores: scores, logits: scores,
      classes: classes, seconds: 1)
  }

  @Test("Large counts are grouped and have room, one image is one image")
  func counts() {
    let many = Self.evaluation(
      Array(repeating: 0, count: 12_345) + [1], read: Array(repeating: 0, count: 12_346),
      classes: ["a", "b"])
    let check = SVGCheck(Drawing.confusion(of: many, subject: "m").svg)
    #expect(check.defects.isEmpty && check.texts.count { $0 == "12,345" } == 2)
    #expect(check.texts.contains { $0.hasPrefix("m: 1 error in 12,346 images") })
    let one = SVGCheck(
      Drawing.confusion(
        of: Self.evaluation([0], read: [1], classes: ["a", "b"]), subject: "m"
      ).svg)
    #expect(one.texts.contains { $0.hasPrefix("m: 1 error in 1 image,") })
  }

  static let longNames = [
    "a name of forty characters, with a comma", "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊",
    "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", String(repeating: "\u{202E}", count: 40),
  ]

  @Test("Long names are shortened to their room in every picture", arguments: [4, 47])
  func longNames(count: Int) throws {
    let classes = (0..<count).map { Self.longNames[$0 % 4] + " \($0)" }
    let dataset = try Self.dataset(classes: classes, maps: 3)
    let labels = dataset.labels.map(Int.init)
    let evaluation = Self.evaluation(
      labels, read: labels.map { ($0 + 1) % count }, classes: classes)
    for (drawing, widest) in [
      (Drawing.confusion(of: evaluation, subject: "m"), 520.0),
      (.errors(of: evaluation, on: dataset), 152),
      (.images(Array(0..<20), of: dataset, split: "test"), 68),
      (.samples(of: dataset, split: "test"), 180),
    ] {
      let check = SVGCheck(drawing.svg)
      #expect(check.defects.isEmpty, "\(check.defects)")
      // Behind the two lines of the heading.
      for text in check.texts.dropFirst(2) {
        #expect(Drawing.width(of: text, size: 11) <= widest, "\(text)")
        #expect(!text.unicodeScalars.contains("\u{202E}"))
      }
    }
  }

  @Test("The likeliest classes have their names and outputs in boxes", arguments: [2, 10, 47, 300])
  func boxes(count: Int) throws {
    let classes = (0..<count).map { $0 % 2 == 0 ? "c\($0)" : Self.longNames[$0 % 4] }
    let values = (0..<count).map { Float($0 * 37 % count) - 2.5 }
    let layer = LayerActivity(name: "output", shape: Shape(count, 1, 1), values: values)
    let check = SVGCheck(
      Drawing.maps([layer], classes: classes, title: "boxes", detail: "d", summary: "sum").svg)
    #expect(check.defects.isEmpty, "\(check.defects)")
    #expect(check.texts.count == 4 + 2 * (count > 100 ? 20 : count))
    let best = try #require(values.indices.max { values[$0] < values[$1] })
    #expect(check.texts.contains(classes[best].fitted(to: 58, size: 9.5)))
    for text in check.texts.dropFirst(4) { #expect(Drawing.width(of: text, size: 9.5) <= 58) }
  }

  @Test("A text keeps what its room holds, without a blank before the mark")
  func fitted() {
    #expect("one two three".fitted(to: 54, size: 10) == "one two…")
    #expect("one two three".fitted(to: 48, size: 10) == "one two…")
    #expect("one two three".fitted(to: 42, size: 10) == "one tw…")
    #expect("one two three".fitted(to: 30, size: 10) == "one…")
    #expect("one two three".fitted(to: 0, size: 10) == "o…")
    #expect("one two three".fitted(to: 78, size: 10) == "one two three")
    #expect("漢字漢字".fitted(to: 32, size: 10) == "漢字…")
  }

  @Test(
    "What hides in a text is made visible, and what is long ends in a mark",
    arguments: [
      ("a\nb\tc", "a\\nb\\tc"), ("\u{202E}abc", "\\u{202E}abc"), ("\u{1B}[31m", "\\u{1B}[31m"),
      ("\u{0}\u{7F}\u{85}\u{2066}", "\\u{00}\\u{7F}\\u{85}\\u{2066}"),
      ("\u{200F}\u{FFFF}", "\\u{200F}\\u{FFFF}"), ("עברית é 漢 🦊", "עברית é 漢 🦊"),
      ("a <b> & \"c\"", "a <b> & \"c\""),
    ])
  func visible(text: String, shown: String) {
    var drawing = Drawing(width: 100, height: 100, title: text, summary: text)
    drawing.text(text, x: 10, y: 10)
    let check = SVGCheck(drawing.svg)
    #expect(check.defects.isEmpty && check.texts == [shown], "\(check.texts)")
    #expect(check.alternatives["title"] == shown && check.alternatives["desc"] == shown)
  }

  @Test(
    "Numbers have at most three decimals",
    arguments: [
      (0, "0"), (1.5, "1.5"), (-0.0004, "0"), (-0.0015, "-0.002"), (12.340, "12.34"),
      (0.1, "0.1"), (-3, "-3"), (1e300, "1e+300"), (.infinity, "inf"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) {
    #expect(value.fine == text)
  }
}
