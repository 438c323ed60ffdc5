import LeNet
import LeNetModel
import LeNetTraining

/// What a sweep is going to train.
struct SweepPlan {
  let names: [String]
  let settings: [[String]]
  let seeds: Int
  let heldBack: Int
  let data: String
  let trainOptions: [String]

  var json: JSON {
    .object([
      "data": .string(data), "heldBack": .integer(heldBack), "seeds": .integer(seeds),
      "names": .array(names.map(JSON.string)),
      "settings": .array(settings.map { .array($0.map(JSON.string)) }),
      "trainOptions": .array(trainOptions.map(JSON.string)),
    ])
  }
}

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

  /// Notes what is trained; throws where another sweep lies here, or one that is not to be gone on with.
  func begin(_ plan: SweepPlan, resume: Bool) throws {
    let file = "\(path)/\(Self.planName)"
    guard FileKind(path: "\(path)/\(RunFolder.recordName)") == .missing else {
      throw CommandFailure.wrongUse("There is a run in \(path): give --output another folder.")
    }
    guard FileKind(path: file) != .missing else {
      try RunFolder.make(path)
      try AtomicFile.write(Array((plan.json.text + "\n").utf8), to: file)
      return
    }
    guard resume else {
      throw CommandFailure.wrongUse(
        "There is a sweep in \(path) already: go on with it by --resume, or give another --output.")
    }
    let bytes = try FileReading.bytes(of: file, limit: 1 << 28)
    guard let stored = try? JSON(reading: bytes) else {
      throw CommandFailure.wrongUse("\(file) is damaged: give another --output.")
    }
    guard stored == plan.json else {
      throw CommandFailure.wrongUse(
        "The sweep in \(path) has other settings, seeds or options: repeat its command, or give "
          + "another --output.")
    }
  }

  func write(_ text: String, named name: String) throws {
    try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)")
  }
}
