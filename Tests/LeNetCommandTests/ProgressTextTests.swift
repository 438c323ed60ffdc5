import LeNet
import LeNetCommand
import LeNetTraining
import Testing

@Suite("The progress of a run, in words")
struct ProgressTextTests {
  @Test("A step stands at its place between the epochs, an epoch at its number")
  func rows() {
    let table = EpochTable(showsValidation: true, showsTest: true, judges: "held-back")
    #expect(
      table.head
        == "  epoch  training loss  accuracy  validation loss  accuracy  held-back loss  accuracy  images/s"
        + "     time")
    let step = StepMetrics(
      epoch: 2, step: 5, stepsPerEpoch: 20, trainLoss: 1.25, trainAccuracy: 0.5, learningRate: 0.1,
      examplesPerSecond: 900)
    #expect(table.row(step).split(separator: " ") == ["1.25", "1.2500", "50.00", "%"])
    let epoch = EpochMetrics(
      epoch: 3, trainLoss: 0.1, trainAccuracy: 0.2, validationLoss: 0.3, validationAccuracy: 0.4,
      testLoss: 0.5, testAccuracy: 0.6, learningRate: 0.7, examplesPerSecond: 1234, seconds: 61,
      kept: true)
    #expect(
      table.row(epoch).split(separator: " ") == [
        "3", "0.1000", "20.00", "%", "0.3000", "40.00", "%", "0.5000", "60.00", "%", "1,234", "1",
        "min", "01", "s",
      ])
  }

  private static func view(_ changing: [String: String] = [:]) throws -> WatchView {
    WatchView(run: try MadeUpRun.write(to: try TemporaryFolder(), changing: changing))
  }

  /// The end of the record of a complete run.
  private static let result = #"""
    "result":{"keptEpoch":2,"stoppedEpoch":3,"testAccuracy":0.6667,"testErrors":10,"testLoss":1.5,
    "testTotal":30},"state":"done"}
    """#

  @Test(
    "The time left is that of the epochs that are left, less what has passed since the last figures"
  )
  func timeLeft() throws {
    let view = try Self.view([Self.result: "\"state\":\"running\"}"])
    // Epochs take 61, 62 and 63 seconds, and two of five are left.
    #expect(view.secondsLeft(sinceNewest: 0) == 124)
    #expect(view.secondsLeft(sinceNewest: 30) == 94)
    #expect(view.secondsLeft(sinceNewest: 500) == 0)
    let run = try MadeUpRun.write(to: try TemporaryFolder())
    #expect(
      view.plainLine(run.epochs[1])
        == "epoch 2/5, loss 0.8100, accuracy 71.10 %, validation 72.20 %, test 73.30 %, 1,900 images/s"
    )
  }

  @Test(
    "The last line tells how the run ended",
    arguments: [
      ("done", " is complete, test accuracy 66.67 %"),
      ("interrupted", " was stopped after 3 of 5 epochs"),
      ("failed", " failed: reason unknown"),
    ])
  func last(state: String, text: String) throws {
    let view =
      state == "done" ? try Self.view() : try Self.view([Self.result: #""state":"\#(state)"}"#])
    let line = view.lastLine
    #expect(line.hasSuffix(text), "\(line)")
  }
}
