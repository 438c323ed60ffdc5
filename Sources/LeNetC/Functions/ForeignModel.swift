public import CLeNet
import LeNetData
import LeNetEvaluation
import LeNetExport
import LeNetFiles
import LeNetImport
import LeNetModel
import LeNetText
import LeNetTraining

/// `lenet_model_import`: lenet.h has its description.
@c @implementation
public func lenet_model_import(
  _ path: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ model: UnsafeMutablePointer<lenet_model>?,
  _ report: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(model, "model")
    let file = try LeNetC.path(path, "path")
    let found = try ImportedModel.read(file, options: importOptions(options))
    try report?.give(found.json.text)
    if let question = found.question {
      throw CallFailure(
        LENET_ERROR_UNDECIDED,
        "how to read \(file) is in doubt: \(question); say it in the options")
    }
    result.pointee = HandleTable.add(ModelObject(found.model))
  }
}

private func importOptions(
  _ pointer: UnsafePointer<CChar>?
) throws(CallFailure) -> ImportOptions {
  let given = try CallOptions(
    pointer,
    keys: [
      "activation", "unitActivation", "pooling", "side", "padding", "flatten", "resizeMode", "mean",
      "std",
    ])
  enum Pooling: String, CaseIterable { case max, average }
  var options = ImportOptions()
  options.activation = try given.choice("activation")
  options.unitActivation = try given.choice("unitActivation")
  options.isMaxPooling = try given.choice("pooling", of: Pooling.self).map { $0 == .max }
  options.side = try given.whole("side", in: 1...4096)
  options.padding = try given.whole("padding", in: 0...64)
  options.flattenOrder = try given.choice("flatten")
  options.resizeMode = try given.choice("resizeMode")
  options.mean = try given.numbers("mean")
  options.standardDeviation = try given.numbers("std")
  return options
}

extension ImportedModel {
  /// What was found, for programs.
  fileprivate var json: JSON {
    .object([
      "description": .string("\(model.parameters.layout)"),
      "reading": .string(reading.words),
      "errors": errors.map { .integer($0) } ?? .null,
      "total": errors == nil ? .null : .integer(total),
      "notes": .array(notes.map(JSON.string)), "question": question.map(JSON.string) ?? .null,
    ])
  }
}

/// `lenet_model_export`: lenet.h has its description.
@c @implementation
public func lenet_model_export(
  _ model: lenet_model, _ format: UnsafePointer<CChar>?, _ path: UnsafePointer<CChar>?,
  _ options: UnsafePointer<CChar>?, _ report: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let file = try HandleTable.object(model, as: ModelObject.self).file
    let name = try text(format, "format")
    guard let format = ExportFormat(rawValue: name) else {
      let names = ExportFormat.allCases.map(\.rawValue)
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "format is '\(name)'; expected \(names.joined(separator: ", "))\(didYouMean(name, among: names))"
      )
    }
    let wanted = try LeNetC.path(path, "path")
    let ending = format.endings.first { wanted.lowercased().hasSuffix($0) }
    let stem = String(wanted.dropLast(ending?.count ?? 0))
    guard !stem.isEmpty, !stem.hasSuffix("/") else {
      throw CallFailure(LENET_ERROR_ARGUMENT, "path is \(wanted); give the name of a file")
    }
    let (export, check) = try exported(file, format, name: splitPath(stem).name, options)
    for part in export.files { try AtomicFile.write(part.bytes, to: stem + part.ending) }
    try report?.give(
      JSON.object([
        "files": .array(export.files.map { .string(stem + $0.ending) }),
        "images": .integer(check.images), "labelsChanged": .integer(check.labelsChanged),
        "greatestDifference": JSON(check.greatestDifference), "range": JSON(check.range),
      ]).text)
  }
}

/// The files of an export, opened again and compared with the model.
private func exported(
  _ model: ModelFile, _ format: ExportFormat, name: String, _ pointer: UnsafePointer<CChar>?
) throws -> (ModelExport, ExportCheck) {
  enum Numbers: String, CaseIterable { case float, int8 }
  let given = try CallOptions(pointer, keys: ["bytes", "numbers", "calibration", "data"])
  let bytes = try given.flag("bytes") ?? false
  let numbers = try given.choice("numbers", of: Numbers.self)
  let calibration = try given.whole("calibration", in: 1...100_000_000)
  guard !bytes || format == .onnx, numbers == nil || format == .c,
    calibration == nil || numbers == .int8
  else {
    throw CallFailure(
      LENET_ERROR_ARGUMENT,
      "'bytes' is for onnx, 'numbers' for c, and 'calibration' for c with int8; leave out what does not fit"
    )
  }
  let known = try given.text("data") ?? model.training?.dataset ?? NamedData.embedded
  let splits = try NamedData.load(known, for: model.architecture.input).splits
  let evaluator = Evaluator(model: model)
  var options = ModelExport.Options(
    name: name, producer: "lenet \(LeNetVersion.current)", image: splits.test.shape)
  options.takesBytes = bytes
  if numbers == .int8 {
    options.numbers = .int8(
      ranges: try Calibration.ranges(
        of: evaluator, on: splits.training, count: calibration ?? 1000))
  }
  let export = try ModelExport(model, to: format, options: options)
  return (export, try export.check(on: splits.test, by: evaluator))
}
