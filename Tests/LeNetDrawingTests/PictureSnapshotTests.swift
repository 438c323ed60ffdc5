import Foundation
import LeNetData
import LeNetDrawing
import LeNetEvaluation
import LeNetGraphics
import LeNetModel
import LeNetTestSupport
import LeNetTraining
import Testing

/// Every drawing of made-up values that are all different, compared with the one that a person has looked at.
@Suite("Pictures are what they were when somebody looked at them")
struct PictureSnapshotTests {
  private static func pictures() throws -> ActivityPictures {
    try ActivityPictures(try ExactNetwork.model(), on: ExactNetwork.dataset)
  }

  private static func run(_ name: String, seed: Int) throws -> RecordedRun {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: name)
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    try Data(#"{"architecture": "net", "recipe": {"name": "r"}}"#.utf8)
      .write(to: path.appending(path: "run.json"))
    let lines = (1...4).flatMap { epoch in
      let (e, s) = (Double(epoch), Double(seed))
      return [
        """
        {"event": "step", "epoch": \(epoch), "step": 3, "stepsPerEpoch": 10, "trainLoss": \(2 / e + s / 8), \
        "trainAccuracy": \(0.5 + e / 16)}
        """,
        """
        {"event": "epoch", "epoch": \(epoch), "trainLoss": \(1.5 / e + s / 16), "trainAccuracy": \(0.6 + e / 16), \
        "validationLoss": \(1.75 / e + s / 16), "validationAccuracy": \(0.5625 + e / 16 + s / 64), \
        "testLoss": \(1.625 / e), "testAccuracy": \(0.59375 + e / 16)}
        """,
      ]
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: path.appending(path: "metrics.jsonl"))
    return try RecordedRun(reading: path.path)
  }

  private static let drawings: [(String, @Sendable () throws -> Drawing)] = [
    ("confusion", { .confusion(of: .madeUp, subject: "m") }),
    ("images", { .images([4, 1, 5], of: ExactNetwork.dataset, split: "test", perRow: 2) }),
    ("samples", { .samples(of: ExactNetwork.dataset, split: "training", perClass: 2) }),
    (
      "errors",
      {
        let answers = Evaluation(
          lossSum: 3, predictions: [1, 1, 0], labels: [0, 1, 2],
          scores: [0.25, 0.625, 0.125, 0, 1, 0, 0.5, 0.125, 0.375],
          logits: [1, 2, 0, 0, 3, 0, 2, 0, 1], classes: ExactNetwork.dataset.classes, seconds: 1)
        return .errors(
          of: answers, on: ExactNetwork.dataset, index: { $0 + 3 }, leastSureFirst: true)
      }
    ),
    ("activity", { try pictures().activity(of: 1) }),
    ("invariance", { try pictures().invariance(of: 0) }),
    ("spread", { try pictures().spread(images: 4) }),
    ("unit-convolution", { try unit("C3", map: 2, row: 0, column: 0) }),
    ("unit-pooling", { try unit("S2", map: 1, row: 1, column: 0) }),
    ("unit-output", { try unit("output", map: 1, row: nil, column: nil) }),
    ("architecture", { .architecture(try ExactNetwork.architecture().layout()) }),
    (
      "robustness",
      { try .robustness(of: [("tiny", ExactNetwork.model())], on: ExactNetwork.dataset) }
    ),
    (
      "connections",
      {
        .connections(ConnectionTable(sources: [[0], [0, 2], [1, 2]]), layer: "C3", source: "S2")
      }
    ),
    ("kernels", { .kernels(of: try ExactNetwork.model()) }),
    (
      "curves",
      { .curves(of: [try run("first", seed: 0), try run("second", seed: 2)], title: "Two runs") }
    ),
    ("one-curve", { .curves(of: [try run("first", seed: 1)], title: "One run") }),
    (
      "distances",
      {
        .maps(
          [LayerActivity(name: "output", shape: Shape(3, 1, 1), values: [-1.25, -0.5, -3])],
          classes: ["a", "b", "c"], title: "distances", detail: "d", summary: "Three distances.",
          isDistance: true)
      }
    ),
  ]

  private static func unit(_ layer: String, map: Int, row: Int?, column: Int?) throws -> Drawing {
    let pictures = try pictures()
    return pictures.drawing(
      of: try pictures.unit(of: 3, layer: layer, map: map, row: row, column: column), image: 3)
  }

  @Test("Each drawing", arguments: drawings.map(\.0))
  func drawing(name: String) throws {
    let drawing = try #require(Self.drawings.first { $0.0 == name }?.1)
    let svg = try drawing().svg
    #expect(SVGCheck(svg).defects.isEmpty)
    // Pixels of moved images are means, whose last bit another instruction set may round otherwise.
    let text = readablePicture(svg, withPixels: name != "invariance")
    #expect(
      text == (try Snapshot.kept("\(name).svg", now: text)),
      "LENET_UPDATE_SNAPSHOTS=1 writes the new picture; open it before you commit it")
  }
}
