import LeNetData
import LeNetModel
import LeNetPictures
import LeNetRandom
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
        of: try Self.dataset(classes: classes, maps: maps), part: "test", perClass: 7
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
      outputs: scores, classes: classes, seconds: 1)
    let matrix = SVGCheck(Drawing.confusion(of: evaluation, subject: "a <model>").svg)
    #expect(matrix.defects.isEmpty, "\(matrix.defects)")
    #expect(matrix.texts.contains("Most frequent confusions"))
    for confusion in evaluation.confusions { #expect(matrix.texts.contains("\(confusion.count)")) }
    for leastSureFirst in [false, true] {
      let gallery = SVGCheck(
        Drawing.errors(of: evaluation, on: dataset, leastSureFirst: leastSureFirst, limit: 30).svg)
      #expect(gallery.defects.isEmpty, "\(gallery.defects)")
      let first = try #require(
        evaluation.errorPositions(leastSureFirst: leastSureFirst).first)
      #expect(
        gallery.texts.dropFirst(2).first
          == "\(classes[evaluation.labels[first]]) → \(classes[predictions[first]])")
      #expect(gallery.texts.dropFirst(4).first == "\(first)")
    }
    // Numbers are those of the data set, whatever part of it was measured.
    let numbered = SVGCheck(
      Drawing.errors(of: evaluation, on: dataset, index: { 39 - $0 }, limit: 1).svg)
    let surest = try #require(evaluation.errorPositions().first)
    #expect(numbered.texts.dropFirst(4).first == "\(39 - surest)")
  }

  @Test(
    "Heads of columns that are wider than their cell are slanted, whole, and clear of everything",
    arguments: [
      (["T-shirt/top", "Trouser", "Ankle boot"], true), ((0..<10).map(String.init), false),
      (["zero", "one", "two"], false), ((0..<26).map { "class \($0)" }, true),
      ((0..<47).map { "c\($0)" }, true), ((0..<100).map { "large carnivore \($0)" }, true),
    ])
  func heads(classes: [String], slanted: Bool) throws {
    let labels = classes.indices.map { $0 }
    let evaluation = Evaluation(
      lossSum: 0, predictions: labels, labels: labels,
      scores: [Float](repeating: 0.5, count: classes.count * classes.count),
      outputs: [Float](repeating: 0, count: classes.count * classes.count), classes: classes,
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

  @Test("A perfect model has a matrix and an empty gallery")
  func perfect() throws {
    let dataset = try Self.dataset(classes: ["a", "b"], maps: 1)
    let labels = dataset.labels.map(Int.init)
    let evaluation = Evaluation(
      lossSum: 0, predictions: labels, labels: labels, scores: [Float](repeating: 0.5, count: 80),
      outputs: [Float](repeating: 0, count: 80), classes: ["a", "b"], seconds: 1)
    let matrix = SVGCheck(Drawing.confusion(of: evaluation, subject: "m").svg)
    #expect(matrix.defects.isEmpty && matrix.texts.contains("No image was read wrong"))
    #expect(SVGCheck(Drawing.errors(of: evaluation, on: dataset).svg).defects.isEmpty)
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
