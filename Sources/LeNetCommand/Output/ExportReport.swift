import LeNet
import LeNetExport
import LeNetText

/// The files of an export, and how their answers compare with the model's.
struct ExportReport {
  private let export: ModelExport
  private let paths: [String]
  private let check: ExportCheck
  private let data: String

  init(_ export: ModelExport, paths: [String], check: ExportCheck, data: String) {
    self.export = export
    self.paths = paths
    self.check = check
    self.data = data
  }

  var lines: [String] {
    zip(paths, export.files).map { path, file in
      "\(path)  \(file.bytes.count.grouped) bytes"
    } + [footprint, comparison].compactMap(\.self)
  }

  private var footprint: String? {
    export.footprint.map {
      "\($0.constants.grouped) bytes of constants, \($0.memory.grouped) bytes of working memory"
    }
  }

  private var comparison: String {
    let errors =
      check.errors.map { "; errors \($0.model.grouped) before, \($0.export.grouped) after" } ?? ""
    let scores =
      check.greatestDifference == 0
      ? "all scores the same"
      : "scores differ by at most \(Self.brief(check.greatestDifference)), which is "
        + "\(Self.brief(check.relativeDifference)) of their range"
    return "opened again, on \(check.images.of("test image")) of \(data): "
      + "\(check.labelsChanged.of("answer")) changed, \(scores)\(errors)"
  }

  var json: JSON {
    var members: [String: JSON] = [
      "architecture": .string(export.model.architecture.name),
      "format": .string(export.format.rawValue),
      "files": .array(
        zip(paths, export.files).map { path, file in
          .object(["path": .string(path), "bytes": .integer(file.bytes.count)])
        }),
      "data": .string(data), "images": .integer(check.images),
      "labelsChanged": .integer(check.labelsChanged),
      "greatestDifference": JSON(check.greatestDifference), "range": JSON(check.range),
    ]
    members["errors"] =
      check.errors.map {
        .object(["model": .integer($0.model), "export": .integer($0.export)])
      } ?? .null
    if let footprint = export.footprint {
      members["constantBytes"] = .integer(footprint.constants)
      members["memoryBytes"] = .integer(footprint.memory)
    }
    return .object(members)
  }

  /// A number with two digits that count, such as 2.4e-07.
  private static func brief(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var (mantissa, exponent) = (value, 0)
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    guard exponent < -3 else { return NumberText.fixed(value, 4) }
    return "\(NumberText.fixed(mantissa, 1))e\(exponent)"
  }
}
