import LeNet
import LeNetCatalog
import LeNetText

/// The metadata of a model file, in words.
struct ModelDescription {
  private let model: ModelFile

  init(_ model: ModelFile) {
    self.model = model
  }

  var lines: [String] {
    ["images      \(preparation)", "classes     \(model.classes.joined(separator: " "))"]
      + (model.training.map(trainingLines) ?? ["training    no record"])
  }

  private var preparation: String {
    let preparation = model.preparation
    let size = "\(preparation.rows)x\(preparation.columns)"
    let way =
      switch preparation.resizeMode {
      case .none: "\(size) as they are"
      case .pad: "padded to \(size)"
      case .resize: "resized to \(size)"
      case .shrink: "shrunk by 4/5 into \(size)"
      }
    return
      "\(way), mean \(words(preparation.mean)), std \(words(preparation.standardDeviation))"
  }

  private func trainingLines(_ record: TrainingRecord) -> [String] {
    let hashes = record.sha256.sorted { $0.key < $1.key }.map { "  \($0.value)  \($0.key)" }
    let steps = "\(record.steps.grouped) steps"
    let length =
      if case .epochs = record.length { "\(record.length), \(steps)" } else { steps }
    return [
      "training    recipe \(record.recipe), \(length), seed \(record.seed), "
        + "\(record.instructions), version \(record.version)"
    ] + settings(record) + ["data        \(record.dataset), SHA-256 of its files"] + hashes
  }

  private func settings(_ record: TrainingRecord) -> [String] {
    guard case .object(let values) = record.settings else { return [] }
    let width = values.keys.map { OptionSpelling.of($0).count }.max() ?? 0
    return values.sorted { $0.key < $1.key }.map { name, value in
      "  \(TextTable.pad(OptionSpelling.of(name), to: width, .left))  "
        + (Self.layerNames.contains(name) ? names(value) : words(value))
    }
  }

  /// Settings whose values are names of layers, which stay as they are.
  private static let layerNames: Set = ["frozen", "taken"]

  private func names(_ value: JSON) -> String {
    (value.array ?? []).compactMap(\.string).joined(separator: ", ")
  }

  /// `{"sgd":{"momentum":0.9,"nesterov":true}}` as `sgd (momentum 0.9, nesterov true)`.
  private func words(_ value: JSON) -> String {
    switch value {
    case .array(let values): values.map(words).joined(separator: ", ")
    case .string(let text): OptionSpelling.of(text)
    case .object(let values):
      values.sorted { $0.key < $1.key }.map { name, value in
        let name = OptionSpelling.of(name)
        guard case .object(let inner) = value else { return "\(name) \(words(value))" }
        return inner.isEmpty ? name : "\(name) (\(words(value)))"
      }.joined(separator: ", ")
    default: value.text
    }
  }

  private func words(_ numbers: [Double]) -> String {
    numbers.map { NumberText.plain($0) }.joined(separator: ", ")
  }
}
