import LeNet
import LeNetText
import Testing

@Suite("Events")
struct TrainingEventTests {
  @Test("Every event but progress is a JSON line with sorted keys")
  func json() {
    #expect(
      TrainingEvent.resumed(epoch: 2, step: 3).json == #"{"epoch":2,"event":"resumed","step":3}"#)
    #expect(
      TrainingEvent.warning("Careful.").json == #"{"event":"warning","message":"Careful."}"#)
    let step = StepMetrics(
      epoch: 1, step: 94, stepsPerEpoch: 469, trainLoss: 0.5, trainAccuracy: 0.75,
      learningRate: 0.01, examplesPerSecond: 2000)
    #expect(
      TrainingEvent.step(step).json == """
        {"epoch":1,"event":"step","examplesPerSecond":2000,"learningRate":0.01,"step":94,"stepsPerEpoch":469,\
        "trainAccuracy":0.75,"trainLoss":0.5}
        """)
    var epoch = EpochMetrics(
      epoch: 1, trainLoss: 0.5, trainAccuracy: 0.75, validationLoss: nil, validationAccuracy: nil,
      testLoss: nil, testAccuracy: nil, learningRate: 0.01, examplesPerSecond: 1000, seconds: 2.5,
      kept: true)
    #expect(
      TrainingEvent.epoch(epoch).json == """
        {"epoch":1,"event":"epoch","examplesPerSecond":1000,"kept":true,"learningRate":0.01,\
        "seconds":2.5,"trainAccuracy":0.75,"trainLoss":0.5}
        """)
    epoch.validationLoss = 0.25
    epoch.validationAccuracy = 1
    epoch.testLoss = .infinity
    epoch.testAccuracy = 0.125
    #expect(
      TrainingEvent.epoch(epoch).json == """
        {"epoch":1,"event":"epoch","examplesPerSecond":1000,"kept":true,"learningRate":0.01,\
        "seconds":2.5,"testAccuracy":0.125,"testLoss":null,"trainAccuracy":0.75,"trainLoss":0.5,\
        "validationAccuracy":1,"validationLoss":0.25}
        """)
    let done = DoneMetrics(
      testLoss: 0.1, testAccuracy: 0.99, testErrors: 100, testTotal: 10_000, seconds: 8,
      model: "runs/a/model.safetensors", keptEpoch: 7, computedBy: ComputeIdentity(.base))
    #expect(
      TrainingEvent.done(done).json == """
        {"event":"done","instructions":"base","keptEpoch":7,"model":"runs/a/model.safetensors",\
        "seconds":8,"testAccuracy":0.99,"testErrors":100,"testLoss":0.1,"testTotal":10000}
        """)
  }

  @Test("Progress is for the live line only and ends with its epoch")
  func progress() throws {
    let (_, events) = try TrainingRunTests.run(TinyData.recipe)
    let ends = events.compactMap { event -> TrainingProgress? in
      guard case .progress(let progress) = event, progress.step == 6 else { return nil }
      return progress
    }
    #expect(ends.map(\.epoch) == [1, 2, 3])
    #expect(ends.map(\.fraction) == [6.0 / 18, 12.0 / 18, 1])
    #expect(ends.last?.secondsLeft == 0)
    #expect(ends.allSatisfy { $0.epochs == 3 && $0.stepsPerEpoch == 6 })
    #expect(events.allSatisfy { ($0.json == nil) == $0.isProgress })
  }
}

extension TrainingEvent {
  fileprivate var isProgress: Bool {
    if case .progress = self { true } else { false }
  }
}
