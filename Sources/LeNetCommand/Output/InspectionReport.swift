import LeNet
import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetInspection
import LeNetText

/// The findings on a data set, as lines for people and as a JSON object for programs.
struct InspectionReport {
  private let inspection: DatasetInspection
  private let name: String
  private let form: String
  private let preparation: PicturePreparation?
  private let notes: [String]

  /// `preparation` is how picture files were prepared; nil for other data.
  init(
    _ inspection: DatasetInspection, name: String, form: String, preparation: PicturePreparation?,
    notes: [String]
  ) {
    self.inspection = inspection
    self.name = name
    self.form = form
    self.preparation = preparation
    self.notes = notes
  }

  var json: JSON {
    .object([
      "name": .string(name), "format": .string(form), "sound": .bool(inspection.isSound),
      "classes": .array(inspection.classes.map { .string($0) }),
      "shape": inspection.figures.first?.shape.json ?? .null,
      "preparation": preparation.map { .string($0.approach.rawValue) } ?? .null,
      "splits": .array(inspection.figures.map(splitObject)),
      "notes": .array(notes.map { .string($0) }),
      "findings": .array(
        inspection.findings.map { finding in
          .object([
            "kind": .string(finding.kind.rawValue), "severity": .string(finding.severity.rawValue),
            "message": .string(finding.message), "advice": .string(finding.adviceWithOptions),
          ])
        }),
    ])
  }

  private func splitObject(_ split: SplitFigures) -> JSON {
    .object([
      "split": .string(split.split.rawValue), "count": .integer(split.count),
      "shape": split.shape.json,
      "classCounts": .array(split.classCounts.map { .integer($0) }),
      "mean": .array(split.means.map { JSON($0) }),
      "standardDeviation": .array(split.standardDeviations.map { JSON($0) }),
      "constant": .integer(split.constant.count), "blank": .integer(split.blank.count),
      "sha256": .object(split.sha256.mapValues { .string($0) }),
    ])
  }

  var lines: [String] {
    let shape = inspection.figures.first?.shape.text ?? ""
    let prepared = preparation.map { ", \($0.shortWords)" } ?? ""
    let title =
      "\(name) (\(form)): \(inspection.classes.count.of("class", "classes")), images of \(shape)\(prepared)"
    let blocks = [[title], partLines, classLines, hashLines, findingLines]
    return Array(blocks.joined(separator: [""]))
  }

  private var partLines: [String] {
    var table = TextTable(columns: [
      .init("split"), .init("images", .right), .init("mean", .right), .init("std", .right),
    ])
    for split in inspection.figures {
      table.addRow([
        split.split.rawValue, split.count.grouped, numbers(split.means),
        numbers(split.standardDeviations),
      ])
    }
    return table.screenLines
  }

  private func numbers(_ values: [Double]) -> String {
    values.map { NumberText.fixed($0, 4) }.joined(separator: ",")
  }

  private var classLines: [String] {
    var table = TextTable(
      columns: [.init("class")]
        + inspection.figures.flatMap { split in
          [TextTable.Column(split.split.rawValue, .right), TextTable.Column("share", .right)]
        })
    for (label, name) in inspection.classes.enumerated() {
      table.addRow(
        [name]
          + inspection.figures.flatMap { split in
            let count = split.classCounts.indices.contains(label) ? split.classCounts[label] : 0
            return [
              count.grouped,
              NumberText.percent(Double(count) / Double(max(split.count, 1))),
            ]
          })
    }
    return table.screenLines
  }

  private var hashLines: [String] {
    var table = TextTable(columns: [.init("file"), .init("SHA-256")])
    let files = inspection.figures.reduce(into: [String: String]()) {
      $0.merge($1.sha256) { first, _ in first }
    }
    let sorted = files.sorted { $0.key < $1.key }
    for (file, hash) in sorted { table.addRow([file, hash]) }
    let lines = table.screenLines
    guard let width = OutputStream.standard.terminal.foldedWidth,
      lines.contains(where: { $0.count > width })
    else { return files.isEmpty ? ["no file has a SHA-256"] : lines }
    return sorted.flatMap { [$0.visible] + Self.folded($1, within: width) }
  }

  /// A digest below the name of its file, in equal pieces that fit the terminal.
  private static func folded(_ hash: String, within width: Int) -> [String] {
    var length = hash.count
    while length + 2 > width, length > 8 { length = (length + 1) / 2 }
    return stride(from: 0, to: hash.count, by: length).map {
      "  " + hash.dropFirst($0).prefix(length)
    }
  }

  private var findingLines: [String] {
    var lines: [String] = []
    for finding in inspection.findings {
      lines.append("\(finding.severity.rawValue): \(finding.message)")
      if !finding.advice.isEmpty { lines.append("  \(finding.adviceWithOptions)") }
    }
    let wrong = inspection.findings.count { $0.severity == .wrong }
    let verdict =
      wrong == 0
      ? "nothing is wrong" : wrong == 1 ? "1 thing is wrong" : "\(wrong) things are wrong"
    return lines + [verdict]
  }
}
