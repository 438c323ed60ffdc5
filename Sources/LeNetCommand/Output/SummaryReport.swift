import LeNet
import LeNetText

/// The layers of a network as a table like Keras's summary, and as a JSON object.
struct SummaryReport {
  private let layout: NetworkLayout
  let summary: NetworkSummary
  private let model: ModelFile?
  /// The network at its own input size, if another one was requested.
  private let usual: NetworkLayout?

  init(_ layout: NetworkLayout, model: ModelFile?, usual: NetworkLayout? = nil) {
    self.layout = layout
    self.usual = usual
    self.model = model
    summary = NetworkSummary(layout)
  }

  var lines: [String] {
    summary.lines(within: OutputStream.standard.terminal.foldedWidth) + otherWeights
      + (model.map { [""] + ModelDescription($0).lines } ?? [])
  }

  /// The layers and totals, and the metadata of a model file.
  var json: JSON {
    let totals = summary.totals
    var members: [String: JSON] = [
      "name": .string(summary.architecture), "input": summary.input.json,
      "layers": .array(summary.layers.map(object)),
      "totals": .object([
        "trainable": .integer(totals.trainable), "nonTrainable": .integer(totals.nonTrainable),
        "fixed": .integer(totals.fixed), "connections": .integer(totals.connections),
        "multiplyAdds": .integer(totals.multiplyAdds),
      ]),
    ]
    if let model {
      members["preparation"] = model.preparation.json
      members["classes"] = .array(model.classes.map { .string($0) })
      members["training"] = model.training?.json ?? .null
    }
    return .object(members)
  }

  /// The note on a changed input size: a full connection has a weight for every input.
  private var otherWeights: [String] {
    guard let usual, usual.trainableCount != layout.trainableCount else { return [] }
    return [
      "other weights than \(summary.architecture)'s own: for its input "
        + "\(usual.input.text) it has \(usual.trainableCount.grouped)"
    ]
  }

  private func object(_ row: NetworkSummary.Row) -> JSON {
    var values: [String: JSON] = [
      "name": .string(row.name), "kind": .string(row.kind),
      "activation": .string(row.activation.rawValue), "output": row.output.json,
      "parameters": .integer(row.parameters), "connections": .integer(row.connections),
      "multiplyAdds": .integer(row.multiplyAdds),
    ]
    if let rate = row.dropoutRate { values["dropoutRate"] = JSON(rate) }
    return .object(values)
  }
}
