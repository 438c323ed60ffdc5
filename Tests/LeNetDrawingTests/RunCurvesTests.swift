import Foundation
import LeNetDrawing
import LeNetGraphics
import LeNetTraining
import Testing

@Suite("Curves of runs")
struct RunCurvesTests {
  /// A run whose `metrics.jsonl` has such lines.
  private static func run(_ name: String, _ lines: [String]) throws -> RecordedRun {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: name)
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    try Data(#"{"architecture": "net", "recipe": {"name": "r"}}"#.utf8)
      .write(to: path.appending(path: "run.json"))
    try Data(lines.joined(separator: "\n").utf8).write(to: path.appending(path: "metrics.jsonl"))
    return try RecordedRun(reading: path.path)
  }

  /// A run of three epochs, with the figures of these kinds.
  private static func run(_ name: String, measured: [String]) throws -> RecordedRun {
    try run(
      name,
      (1...3).map { epoch in
        let figures = measured.map {
          "\"\($0)Loss\": 0.\(9 - epoch), \"\($0)Accuracy\": 0.\(epoch + 5)"
        }
        return "{\"event\": \"epoch\", \"epoch\": \(epoch), \(figures.joined(separator: ", "))}"
      })
  }

  /// The lines of the legends with their names: `blue` or `blue dashed`.
  private static func legend(_ svg: String) -> [(style: String, name: String)] {
    let lines = svg.split(separator: "\n")
    return zip(lines, lines.dropFirst()).compactMap { line, text in
      guard line.contains("stroke-width=\"2\""), text.hasPrefix("<text"),
        let tone = line.firstMatch(of: #/class="line ([a-z]+)"/#)?.output.1
      else { return nil }
      let name = text.split(separator: ">")[1].prefix { $0 != "<" }
      return (tone + (line.contains("dasharray") ? " dashed" : ""), String(name))
    }
  }

  static let rules: [([[String]], [String])] = [
    (
      [["train", "test"], ["train", "test"]],
      ["a, test blue", "a, training blue dashed", "b, test orange", "b, training orange dashed"]
    ),
    (
      [["train", "validation", "test"], ["train", "test"]],
      [
        "a, validation blue", "a, training blue dashed", "b, test orange",
        "b, training orange dashed",
      ]
    ),
    ([["train"], ["train"]], ["a, training blue", "b, training orange"]),
    (
      [["train"], ["train", "validation"]],
      ["a, training blue dashed", "b, validation orange", "b, training orange dashed"]
    ),
    ([["train"]], ["training blue"]),
    ([["train", "validation"]], ["validation blue", "training blue dashed"]),
    (
      [["train", "validation", "test"]], ["validation blue", "test orange", "training blue dashed"]
    ),
  ]

  @Test("A run has one colour, and training is dashed beside other kinds", arguments: rules)
  func colours(measured: [[String]], legend: [String]) throws {
    let runs = try zip(["a", "b"], measured).map { try Self.run($0, measured: $1) }
    let svg = Drawing.curves(of: runs, title: "runs").svg
    #expect(SVGCheck(svg).defects.isEmpty, "\(SVGCheck(svg).defects)")
    #expect(Self.legend(svg).map { "\($0.name) \($0.style)" } == legend + legend)
  }

  @Test("Runs of one name are told apart by their folders")
  func names() throws {
    let runs = [try Self.run("a", measured: ["train"]), try Self.run("a", measured: ["train"])]
    let summary = Drawing.curves(of: runs, title: "runs").summary
    for run in runs { #expect(summary.contains("\(run.folder), training ends at")) }
  }

  private static func step(_ step: Int, epoch: Int = 1, loss: Double) -> String {
    "{\"event\": \"step\", \"epoch\": \(epoch), \"step\": \(step), \"stepsPerEpoch\": 4, "
      + "\"trainLoss\": \(loss), \"trainAccuracy\": \(1 - loss / 3)}"
  }

  private static func end(_ epoch: Int, loss: Double) -> String {
    "{\"event\": \"epoch\", \"epoch\": \(epoch), \"trainLoss\": \(loss), "
      + "\"trainAccuracy\": \(1 - loss / 3)}"
  }

  @Test("A run of one epoch shows what lies inside of it")
  func oneEpoch() throws {
    let run = try Self.run(
      "a",
      [
        Self.step(1, loss: 2.3), Self.step(2, loss: 0.9), Self.step(3, loss: 0.4),
        Self.end(1, loss: 0.3),
      ])
    let svg = Drawing.curves(of: [run], title: "runs").svg
    #expect(svg.components(separatedBy: "<circle").count - 1 == 2 * 4)
    #expect(SVGCheck(svg).defects.isEmpty)
  }

  @Test("The training mean of the first epoch does not widen the scale of what comes later")
  func laterScale() throws {
    let lines =
      [Self.step(2, loss: 2.3), Self.end(1, loss: 1.2)]
      + (1...3).map { Self.step($0, epoch: 2, loss: 0.16 - 0.01 * Double($0)) }
      + [Self.end(2, loss: 0.1)]
    let long = lines + [Self.end(3, loss: 0.09), Self.end(4, loss: 0.08)]
    let svg = Drawing.curves(of: [try Self.run("a", long)], title: "runs").svg
    #expect(svg.components(separatedBy: "<circle").count - 1 == 2 * 6)
    #expect(svg.contains(">0.16<") && !svg.contains(">1.2<"), "\(SVGCheck(svg).texts)")
    #expect(svg.contains("mean per image; higher values are cut off"))
    // Of a short run every point is inside.
    let short = Drawing.curves(of: [try Self.run("a", lines)], title: "runs").svg
    #expect(short.components(separatedBy: "<circle").count - 1 == 2 * 6)
    #expect(!short.contains("cut off"), "\(SVGCheck(short).texts)")
  }

  @Test("A marker is there for what was measured inside of the frame, and for nothing else")
  func marks() throws {
    let lines =
      [Self.step(1, loss: 2.3), Self.step(2, loss: 1.7)]
      + (1...4).map { Self.end($0, loss: 0.3 - 0.05 * Double($0)) }
    let svg = Drawing.curves(of: [try Self.run("a", lines)], title: "runs").svg
    // The first two lie above, and the line comes in from there.
    #expect(svg.components(separatedBy: "<circle").count - 1 == 2 * 4)
    let line = try #require(
      svg.split(separator: "\n").first { $0.contains("<polyline") && $0.contains("width=\"2\"") })
    #expect(line.split(separator: "\"")[1].split(separator: " ").count == 5)
    #expect(SVGCheck(svg).defects.isEmpty)
  }
}
