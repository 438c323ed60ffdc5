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

  /// Locks the folder for this sweep until the lock is released; creates the folder if it is missing.
  ///
  /// Throws if the folder holds a run, another process uses it, or it is not writable.
  func lock() throws -> RunLock {
    // Checks before the lock too, so that a refused folder stays unchanged.
    try refuseRun()
    try RunFolder.make(path)
    do {
      return try RunLock(path: "\(path)/\(RunFolder.lockName)", folder: path)
    } catch .inUse {
      throw CommandFailure.wrongUse(
        "another process is sweeping in \(path); wait until it ends, or choose another folder with "
          + "--output")
    }
  }

  /// Writes the plan of a new sweep, or returns the plan of the sweep to resume.
  ///
  /// Call it with the lock held. Throws if the folder holds something else, or a sweep that is not to be
  /// resumed.
  func begin(_ plan: SweepPlan, resume: Bool) throws -> SweepPlan? {
    let file = "\(path)/\(Self.planName)"
    try refuseRun()
    guard PathKind(file) != .nothing else {
      try AtomicFile.write(Array((plan.json.text + "\n").utf8), to: file)
      return nil
    }
    guard resume else {
      throw CommandFailure.wrongUse(
        "there is already a sweep in \(path); continue it with --resume, or choose another --output"
      )
    }
    let bytes = try FileReading.bytes(of: file, limit: 1 << 28)
    guard let json = try? JSON(reading: bytes), let stored = SweepPlan(json) else {
      throw CommandFailure.wrongUse("\(file) is damaged; choose another --output")
    }
    return stored
  }

  private func refuseRun() throws {
    guard PathKind("\(path)/\(RunFolder.recordName)") == .nothing else {
      throw CommandFailure.wrongUse("there is a run in \(path); choose another --output")
    }
  }

  func write(_ text: String, named name: String) throws {
    try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)")
  }
}
