import LeNetCatalog
public import LeNetText
import LeNetModel

extension RecordedRun {
  /// The last component of the folder's path.
  public var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }

  /// The network's name.
  public var architecture: String { record.architecture }

  /// The recipe's name.
  public var recipe: String { record.recipe["name"]?.string ?? "" }

  /// The data set's name.
  public var data: String { record.data ?? "" }

  /// The seed of all random numbers.
  public var seed: UInt64? { record.seed }

  /// The number of trained parameters; nil in records of an earlier version.
  public var parameters: Int? { record.parameters }

  /// The number of epochs of the run; nil if the record does not say.
  public var plannedEpochs: Int? {
    record.epochs ?? record.recipe["length"]?["epochs"]?.wholeNumber
  }

  /// The number of trained epochs.
  public var trainedEpochs: Int { epochs.last?.epoch ?? 0 }

  /// The epoch of the model's parameters; nil before the end of the first.
  public var keptEpoch: Int? {
    record.result?.keptEpoch ?? epochs.last { $0.isKept }?.epoch
  }

  /// The figures of the kept epoch.
  public var kept: MetricsLine? {
    keptEpoch.flatMap { epoch in epochs.last { $0.epoch == epoch } }
  }

  /// The accuracy of the kept epoch on the validation split, 0...1.
  public var validationAccuracy: Double? { kept?.validationAccuracy }

  /// The accuracy of the model on the held-out images, 0...1; only complete runs with such images have one.
  public var heldBackAccuracy: Double? { holdsBack ? measuredAccuracy : nil }

  /// Whether the run was evaluated on held-out training images, as the runs of a sweep.
  public var holdsBack: Bool { record.heldBack == true }

  private var measuredAccuracy: Double? { record.result?.testAccuracy }

  /// The accuracy of the model on the test set, 0...1; only complete runs without
  /// held-out images have one.
  public var testAccuracy: Double? { holdsBack ? nil : measuredAccuracy }

  /// Training images per second, the median of all epochs.
  public var examplesPerSecond: Double? {
    let speeds = epochs.compactMap(\.examplesPerSecond).sorted()
    guard !speeds.isEmpty else { return nil }
    return (speeds[(speeds.count - 1) / 2] + speeds[speeds.count / 2]) / 2
  }

  /// The start of the run, as in `2026-01-31T09:05:00Z`; nil in records of an earlier version.
  public var started: String? { segments.first?.started }

  /// The end of the run; nil during training or after a kill.
  public var ended: String? { segments.last?.ended }

  /// The wall time of all finished parts, in seconds.
  public var seconds: Double { segments.reduce(0) { $0 + ($1.seconds ?? 0) } }

  /// The parts of a run that was resumed, one for each process.
  package var segments: [RunSegment] { record.segments ?? [] }

  /// The command line that started the run, if the record has it.
  public var command: String? { segments.first?.command }

  /// The SHA-256 of each of the data's files, by name.
  public var hashes: [String: String] { record.sha256 ?? [:] }

  /// The digests of the test set's files; those of all files in records of an earlier version.
  public var testHashes: [String: String] {
    let names = record.testFiles ?? []
    return names.isEmpty ? hashes : hashes.filter { names.contains($0.key) }
  }

  /// The number of test images; nil in records of an earlier version.
  public var testCount: Int? { record.images?.test }

  /// The finished share of the run's steps, 0...1; nil if unknown.
  public var share: Double? {
    if state == .done { return 1 }
    guard let planned = plannedEpochs, planned > 0 else { return nil }
    return min(1, max(steps.last?.position ?? 0, epochs.last?.position ?? 0) / Double(planned))
  }

  /// Every value of the recipe, the seed, the data and the machine by its name, in order.
  public var values: [(name: String, value: JSON)] {
    guard case .object(var recipe) = record.recipe else { return [] }
    for key in ["name", "summary", "architecture"] { recipe[key] = nil }
    let machine = segments.last?.machine
    let others: [(String, JSON?)] = [
      ("recipe", .string(self.recipe)), ("architecture", .string(architecture)),
      ("data", .string(data)), ("seed", seed.map { JSON($0) }),
      ("instructions", record.instructions.map(Self.list)),
      ("version", record.version.map(JSON.string)),
      ("processor", machine?.processor.map(JSON.string)),
      ("threads", machine?.threads.map(JSON.integer)),
    ]
    let layers = [("start.taken", record.start?.taken), ("start.new", record.start?.new)]
    let start = layers.compactMap { name, layers in
      layers.flatMap { $0.isEmpty ? nil : (name, Self.list($0)) }
    }
    return JSON.object(recipe).leaves.map { (RecipePath.text($0.path), $0.value) } + start
      + others.map { ($0, $1 ?? .null) }
  }

  private static func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}
