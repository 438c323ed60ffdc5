public import LeNetModel

extension RecordedRun {
  /// The folder's own name.
  public var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }

  /// The network's name.
  public var architecture: String { record.architecture }

  /// The recipe's name.
  public var recipe: String { record.recipe["name"]?.string ?? "" }

  /// The data set's name.
  public var data: String { record.data ?? "" }

  /// The seed of everything random.
  public var seed: UInt64? { record.seed }

  /// Parameters that are trained; nil where the record is of an earlier version.
  public var parameters: Int? { record.parameters }

  /// Epochs of the whole run; nil where the record does not say.
  public var plannedEpochs: Int? {
    record.epochs ?? record.recipe["length"]?["epochs"]?.wholeNumber
  }

  /// Epochs that were trained.
  public var trainedEpochs: Int { epochs.last?.epoch ?? 0 }

  /// The epoch whose parameters the model has; nil before the first has ended.
  public var keptEpoch: Int? {
    record.result?.keptEpoch ?? epochs.last { $0.isKept }?.epoch
  }

  /// The figures of that epoch.
  public var kept: MetricsLine? {
    keptEpoch.flatMap { epoch in epochs.last { $0.epoch == epoch } }
  }

  /// The accuracy of the kept epoch on the validation part, 0...1.
  public var validationAccuracy: Double? { kept?.validationAccuracy }

  /// The accuracy of the model on the images held back, 0...1; only a complete run that was judged by them has one.
  public var heldBackAccuracy: Double? { holdsBack ? measuredAccuracy : nil }

  /// Whether the run was judged by images held back from the training part, as those of a sweep are.
  public var holdsBack: Bool { record.heldBack == true }

  private var measuredAccuracy: Double? { record.result?.testAccuracy }

  /// The accuracy of the model on the test set, 0...1; only a complete run has one, and none that was judged by
  /// images held back.
  public var testAccuracy: Double? { holdsBack ? nil : measuredAccuracy }

  /// Images trained a second, the median of all epochs.
  public var examplesPerSecond: Double? {
    let speeds = epochs.compactMap(\.examplesPerSecond).sorted()
    guard !speeds.isEmpty else { return nil }
    return (speeds[(speeds.count - 1) / 2] + speeds[speeds.count / 2]) / 2
  }

  /// When the run began, as in `2026-01-31T09:05:00Z`; nil where the record is of an earlier version.
  public var started: String? { segments.first?.started }

  /// When it ended; nil while it trains or where it was killed.
  public var ended: String? { segments.last?.ended }

  /// Wall time of all its parts that have ended, in seconds.
  public var seconds: Double { segments.reduce(0) { $0 + ($1.seconds ?? 0) } }

  /// The parts of a run that was gone on with, one for each process.
  package var segments: [RunSegment] { record.parts ?? [] }

  /// The command line that began the run, where the record has it.
  public var command: String? { segments.first?.command }

  /// The SHA-256 of each of the data's files, by name.
  public var hashes: [String: String] { record.sha256 ?? [:] }

  /// Those of the files that the test set comes from; all where the record is of an earlier version.
  public var testHashes: [String: String] {
    let names = record.testFiles ?? []
    return names.isEmpty ? hashes : hashes.filter { names.contains($0.key) }
  }

  /// Images of its test part; nil where the record is of an earlier version.
  public var testCount: Int? { record.images?.test }

  /// The share of the run's steps that is done, 0...1; nil where it cannot be told.
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
