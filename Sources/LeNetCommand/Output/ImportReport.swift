import LeNet
import LeNetImport
import LeNetText

/// What an import found, as lines for people and as a JSON object for programs.
struct ImportReport {
  private let found: ImportedModel
  private let file: String
  private let output: String?

  init(_ found: ImportedModel, file: String, output: String?) {
    self.found = found
    self.file = file
    self.output = output
  }

  var json: JSON {
    var members: [String: JSON] = [
      "architecture": .string(found.model.architecture.name),
      "input": .array(
        [
          found.model.architecture.input.maps, found.model.architecture.input.rows,
          found.model.architecture.input.columns,
        ].map(JSON.integer)),
      "classes": .integer(found.model.classes.count),
      "parameters": .integer(found.model.parameters.layout.trainableCount),
      "mean": .array(found.model.preparation.mean.map { JSON($0) }),
      "standardDeviation": .array(found.model.preparation.standardDeviation.map { JSON($0) }),
      "resizeMode": .string(found.model.preparation.resizeMode.rawValue),
      "reading": .string(found.reading.words),
      "readings": .array(
        found.tried.map { tried in
          .object([
            "reading": .string(tried.reading.words), "errors": .integer(tried.errors),
            "total": .integer(tried.total), "loss": JSON(tried.loss),
          ])
        }),
      "errors": found.errors.map { .integer($0) } ?? .null,
      "total": found.errors == nil ? .null : .integer(found.total),
      "notes": .array(found.notes.map(JSON.string)),
      "question": found.question.map(JSON.string) ?? .null,
    ]
    if found.question == nil, let output { members["output"] = .string(output) }
    return .object(members)
  }

  var lines: [String] {
    let layout = found.model.parameters.layout
    var lines = ["\(file): \(layout)", "read as: \(found.reading.words)"]
    lines += found.notes.map { "note: \($0)" }
    if found.tried.count > 1 {
      var table = TextTable(columns: [
        .init("errors", .right), .init("loss", .right), .init("reading"),
      ])
      for tried in found.tried {
        table.addRow([
          tried.errors.grouped, NumberText.fixed(min(tried.loss, 99_999), 4), tried.reading.words,
        ])
      }
      lines +=
        ["", "the best readings of \(found.tried[0].total.grouped) training images of MNIST"]
        + table.screenLines + [""]
    }
    if let errors = found.errors {
      lines.append(
        "\(errors.of("error")) in the \(found.total.grouped) test images of MNIST"
          + (found.total > 0
            ? " (\(NumberText.percent(Double(errors) / Double(found.total))))" : ""))
      if Double(errors) > 0.5 * Double(found.total) {
        let model = ShellWord.quoted(output ?? file)
        lines.append("on images of its own: lenet evaluate \(model) --data DATA")
      }
    } else {
      lines.append("not measured: MNIST has other images or classes")
    }
    if found.question == nil {
      if let output {
        lines.append("model written to \(output)")
      } else {
        lines.append("nothing written; --output model.safetensors keeps the model")
      }
    }
    return lines
  }
}
