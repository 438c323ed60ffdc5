import LeNet
import LeNetModel
import LeNetTraining

/// The files of a sweep.
struct SweepFolder {
  let path: String

  static let planName = "sweep.json"
  static let resultsName = "results.csv"

  /// The run folder of a training; settings count from 1.
  func run(setting: Int, seed: Int) -> String {
    let number = String(setting + 1)
    let zeros = String(repeating: "0", count: max(0, 3 - number.count))
    return "\(path)/\(zeros)\(number)/seed-\(seed)"
  }

  /// Notes what is trained, or gives what the sweep that is to be gone on with was begun to train.
  ///
  /// Throws where something else lies here, or a sweep that is not to be gone on with.
  func begin(_ plan: SweepPlan, resume: Bool) throws -> SweepPlan? {
    let file = "\(path)/\(Self.planName)"
    guard FileKind(path: "\(path)/\(RunFolder.recordName)") == .missing else {
      throw CommandFailure.wrongUse("There is a run in \(path): give --output another folder.")
    }
    guard FileKind(path: file) != .missing else {
      try RunFolder.make(path)
      try AtomicFile.write(Array((plan.json.text + "\n").utf8), to: file)
      return nil
    }
    guard resume else {
      throw CommandFailure.wrongUse(
        "There is a sweep in \(path) already: go on with it by --resume, or give another --output.")
    }
    let bytes = try FileReading.bytes(of: file, limit: 1 << 28)
    guard let json = try? JSON(reading: bytes), let stored = SweepPlan(json) else {
      throw CommandFailure.wrongUse("\(file) is damaged: give another --output.")
    }
    return stored
  }

  func write(_ text: String, named name: String) throws {
    try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)")
  }
}
