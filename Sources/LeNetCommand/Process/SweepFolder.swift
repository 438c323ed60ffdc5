import LeNet
import LeNetFiles
import LeNetModel
import LeNetText
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

  /// The right to sweep here, held as long as it lives; makes the folder where it is missing.
  ///
  /// Throws where a run lies here, another process sweeps here, or nothing can be written.
  func lock() throws -> RunLock {
    // Before the lock too, so that nothing is left in a folder that is refused.
    try refuseRun()
    try RunFolder.make(path)
    do {
      return try RunLock(path: "\(path)/\(RunFolder.lockName)", folder: path)
    } catch .inUse {
      throw CommandFailure.wrongUse(
        "Another process is sweeping in \(path): wait until it ends, or name another folder with "
          + "--output.")
    }
  }

  /// Notes what is trained, or gives what the sweep that is to be gone on with was begun to train.
  ///
  /// To be called by the holder of the lock. Throws where something else lies here, or a sweep that is not to be
  /// gone on with.
  func begin(_ plan: SweepPlan, resume: Bool) throws -> SweepPlan? {
    let file = "\(path)/\(Self.planName)"
    try refuseRun()
    guard PathKind(file) != .nothing else {
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

  private func refuseRun() throws {
    guard PathKind("\(path)/\(RunFolder.recordName)") == .nothing else {
      throw CommandFailure.wrongUse("There is a run in \(path): give --output another folder.")
    }
  }

  func write(_ text: String, named name: String) throws {
    try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)")
  }
}
