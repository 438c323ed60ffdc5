import Foundation
import LeNet
import LeNetText
import Testing

/// Needs a Python with tensorboard, named by LENET_TENSORBOARD_PYTHON: `Scripts/check tensorboard` sees to that.
@Suite("TensorBoard reads the event files")
struct TensorBoardReadingTests {
  private static let python = ProcessInfo.processInfo.environment["LENET_TENSORBOARD_PYTHON"]

  /// Every scalar as `tag step value`, then the tags of histograms and texts.
  private static let script = """
    import sys
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    events = EventAccumulator(sys.argv[1], {"scalars": 0, "tensors": 0, "histograms": 0})
    events.Reload()
    for tag in events.Tags()["scalars"]:
        for event in events.Scalars(tag):
            print(tag, event.step, repr(event.value))
    for tag in events.Tags()["histograms"]:
        print("histogram", tag, len(events.Histograms(tag)))
    for tag in events.Tags()["tensors"]:
        print("tensor", tag, events.Tensors(tag)[0].tensor_proto.string_val[:1])
    for plugin in ("text", "hparams"):
        print("plugin", plugin, sorted(events.PluginTagToContent(plugin)))
    """

  @Test(
    "with the numbers of metrics.jsonl, also where the run was gone on with",
    .enabled(if: python != nil))
  func numbers() throws {
    let python = try #require(Self.python)
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let command = fixture.trainOptions + ["--test-each-epoch", "--output", "run"]
    for more in [["--epochs", "2"], ["--epochs", "4", "--resume"]] {
      let result = try LeNetProcess.run(command + more, in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
    try folder.write(Self.script, to: "read.py")
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: python)
    reader.arguments = [folder.file("read.py"), folder.file("run")]
    let pipe = Pipe()
    reader.standardOutput = pipe
    reader.standardError = FileHandle.nullDevice
    try reader.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    reader.waitUntilExit()
    #expect(reader.terminationStatus == 0)
    var read: [String: [(step: Int, value: Float)]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, let step = Int(words[1]), let value = Float(words[2]) else {
        continue
      }
      read[String(words[0]), default: []].append((step, value))
    }
    // The last step of an epoch is written once, with the line of the epoch.
    let lines = try MetricsLine.lines(of: folder.file("run/metrics.jsonl"))
      .filter { $0.event != .step || $0.position != $0.position.rounded() }
    for (figure, tag) in TensorBoardEvent.tags {
      let expected = lines.compactMap { $0[keyPath: figure] }.map { Float($0) }
      #expect(read[tag]?.map(\.value) == expected, "\(tag)")
    }
    // 500 images in batches of 20.
    #expect(read["loss/validation"]?.map(\.step) == [25, 50, 75, 100])
    #expect(read["loss/train"]?.map(\.step) == Array(stride(from: 5, through: 100, by: 5)))
    #expect(text.contains("histogram weights/C1.weight 4"))
    #expect(text.contains("tensor recipe/text_summary [b'| value"))
    #expect(text.contains("_hparams_/session_start_info"))
  }
}
