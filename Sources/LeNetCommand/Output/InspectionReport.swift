import LeNet
import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetInspection
import LeNetText

/// The findings on a data set, as lines for people and as a JSON object for programs.
struct InspectionReport {
  private let checkup: Checkup
  private let name: String
  private let form: String
  private let preparation: PicturePreparation?
  private let notes: [String]

  /// `preparation` is how picture files were prepared; nil for other data.
  init(
    _ checkup: Checkup, name: String, form: String, preparation: PicturePreparation?,
    notes: [String]
  ) {
    self.checkup = checkup
    self.name = name
    self.form = form
    self.preparation = preparation
    self.notes = notes
  }

  var json: JSON {
    .object([
      "name": .string(name), "form": .string(form), "sound": .bool(checkup.isSound),
      "classes": .array(checkup.classes.map { .string($0) }),
      "shape": checkup.figures.first?.shape.json ?? .null,
      "preparation": preparation.map { .string($0.approach.rawValue) } ?? .null,
      "parts": .array(checkup.figures.map(partObject)),
      "notes": .array(notes.map { .string($0) }),
      "findings": .array(
        checkup.findings.map { finding in
          .object([
            "kind": .string(finding.kind.rawValue), "severity": .string(finding.severity.rawValue),
            "message": .string(finding.message), "advice": .string(finding.adviceWithOptions),
          ])
        }),
    ])
  }

  private func partObject(_ part: PartFigures) -> JSON {
    .object([
      "part": .string(part.part.rawValue), "count": .integer(part.count), "shape": part.shape.json,
      "classCounts": .array(part.classCounts.map { .integer($0) }),
      "mean": .array(part.means.map { JSON($0) }),
      "deviation": .array(part.deviations.map { JSON($0) }),
      "constant": .integer(part.constant.count), "blank": .integer(part.blank.count),
      "sha256": .object(part.sha256.mapValues { .string($0) }),
    ])
  }

  var lines: [String] {
    let shape = checkup.figures.first?.shape.text ?? ""
    let prepared = preparation.map { ", \($0.shortWords)" } ?? ""
    let title =
      "\(name) (\(form)): \(checkup.classes.count.of("class", "classes")), images of \(shape)\(prepared)"
    let blocks = [[title], partLines, classLines, hashLines, findingLines]
    return Array(blocks.joined(separator: [""]))
  }

  private var partLines: [String] {
    var table = TextTable(columns: [
      .init("part"), .init("images", .right), .init("mean", .right), .init("deviation", .right),
    ])
    for part in checkup.figures {
      table.addRow([
        part.part.rawValue, part.count.grouped, numbers(part.means),
        numbers(part.deviations),
      ])
    }
    return table.lines()
  }

  private func numbers(_ values: [Double]) -> String {
    values.map { NumberText.fixed($0, 4) }.joined(separator: ",")
  }

  private var classLines: [String] {
    var table = TextTable(
      columns: [.init("class")]
        + checkup.figures.flatMap { part in
          [TextTable.Column(part.part.rawValue, .right), TextTable.Column("share", .right)]
        })
    for (label, name) in checkup.classes.enumerated() {
      table.addRow(
        [name]
          + checkup.figures.flatMap { part in
            let count = part.classCounts.indices.contains(label) ? part.classCounts[label] : 0
            return [
              count.grouped,
              NumberText.percent(Double(count) / Double(max(part.count, 1))),
            ]
          })
    }
    return table.lines()
  }

  private var hashLines: [String] {
    var table = TextTable(columns: [.init("file"), .init("SHA-256")])
    let files = checkup.figures.reduce(into: [String: String]()) {
      $0.merge($1.sha256) { first, _ in first }
    }
    for (file, hash) in files.sorted(by: { $0.key < $1.key }) { table.addRow([file, hash]) }
    return files.isEmpty ? ["no file has a SHA-256"] : table.lines()
  }

  private var findingLines: [String] {
    var lines: [String] = []
    for finding in checkup.findings {
      lines.append("\(finding.severity.rawValue): \(finding.message)")
      if !finding.advice.isEmpty { lines.append("  \(finding.adviceWithOptions)") }
    }
    let wrong = checkup.findings.count { $0.severity == .wrong }
    let verdict =
      wrong == 0 ? "sound" : wrong == 1 ? "1 thing is wrong" : "\(wrong) things are wrong"
    return lines + [verdict]
  }
}
