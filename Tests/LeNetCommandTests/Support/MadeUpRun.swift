import LeNet
import LeNetCatalog
import LeNetTraining

/// A run whose figures are all different, so that one in the place of another is seen.
enum MadeUpRun {
  /// Three epochs of which the second was kept, and a stop after the third of five.
  static let metrics = """
    {"event":"step","epoch":1,"step":5,"stepsPerEpoch":10,"trainLoss":2.1,"trainAccuracy":0.31}
    {"event":"epoch","epoch":1,"trainLoss":1.51,"trainAccuracy":0.411,"validationLoss":1.62,\
    "validationAccuracy":0.422,"testLoss":1.73,"testAccuracy":0.433,"learningRate":0.001,\
    "examplesPerSecond":1100,"seconds":61,"kept":true}
    {"event":"epoch","epoch":2,"trainLoss":0.81,"trainAccuracy":0.711,"validationLoss":0.92,\
    "validationAccuracy":0.722,"testLoss":1.03,"testAccuracy":0.733,"learningRate":0.002,\
    "examplesPerSecond":1900,"seconds":62,"kept":true}
    {"event":"epoch","epoch":3,"trainLoss":0.61,"trainAccuracy":0.811,"validationLoss":1.12,\
    "validationAccuracy":0.622,"testLoss":1.23,"testAccuracy":0.633,"learningRate":0.003,\
    "examplesPerSecond":1300,"seconds":63,"kept":false}
    """

  static let record = #"""
    {"architecture":"own","data":"shapes","epochs":5,"seed":17,"parameters":1234,"heldBack":false,
    "images":{"training":4321,"validation":210,"test":30},"instructions":["base"],
    "recipe":{"name":"mine","batchSize":9,"learningRate":0.003,"optimizer":{"sgd":{"momentum":0.5}}},
    "sha256":{"test-images":"00ff","training-images":"ff00"},"stepsPerEpoch":10,"totalSteps":50,
    "parts":[{"command":"lenet train --recipe mine --output runs/x","firstStep":0,
    "machine":{"instructions":"base","processor":"Abacus","system":"Debian","threads":3},
    "seconds":186,"started":"2026-01-31T09:05:00Z","ended":"2026-01-31T09:08:06Z","state":"done",
    "version":"0.1.0"}],
    "result":{"keptEpoch":2,"stoppedEpoch":3,"testAccuracy":0.6667,"testErrors":10,"testLoss":1.5,
    "testTotal":30},"state":"done"}
    """#

  static func write(
    to folder: TemporaryFolder, name: String = "run", changing: [String: String] = [:]
  ) throws -> RecordedRun {
    let record = changing.reduce(Self.record) { $0.replacing($1.key, with: $1.value) }
    try folder.write(record, to: "\(name)/run.json")
    try folder.write(metrics, to: "\(name)/metrics.jsonl")
    return try RecordedRun(reading: folder.file(name))
  }
}
