import LeNet
import LeNetText

/// Runs as the lines of a table, or as JSON objects for programs.
struct RunsTable {
  let entries: [RunList.Entry]
  /// The searched folder, which the shown names leave out.
  let root: String

  /// The table, and a line below it for each folder whose run cannot be read.
  var lines: [String] {
    let showsHeldBack = entries.contains { (try? $0.run.get())?.holdsBack == true }
    var columns: [TextTable.Column] = [
      .init("run"), .init("architecture"), .init("recipe"), .init("data"),
      .init("epochs", .right), .init("seed", .right), .init("validation", .right),
    ]
    if showsHeldBack { columns.append(.init("held back", .right)) }
    columns += [
      .init("test", .right), .init("images/s", .right), .init("date"), .init("state"),
    ]
    var table = TextTable(columns: columns)
    var problems: [String] = []
    for entry in entries {
      switch entry.run {
      case .success(let run):
        table.addRow([entry.name(below: root)] + Self.cells(run, showsHeldBack: showsHeldBack))
      case .failure(let error):
        table.addRow(
          [entry.name(below: root)] + Array(repeating: "", count: columns.count - 2)
            + [RunKey.broken])
        problems.append("\(entry.folder): \(error.problem)")
      }
    }
    return table.screenLines + (problems.isEmpty ? [] : [""] + problems)
  }

  /// An object per run, or the problem with its folder.
  var objects: [JSON] {
    entries.map { entry in
      switch entry.run {
      case .success(let run): Self.object(run)
      case .failure(let error):
        .object(["folder": .string(entry.folder), "error": .string(error.problem)])
      }
    }
  }

  static func object(_ run: RecordedRun) -> JSON {
    let numbers: [String: Double?] = [
      "validationAccuracy": run.validationAccuracy, "heldBackAccuracy": run.heldBackAccuracy,
      "testAccuracy": run.testAccuracy, "examplesPerSecond": run.examplesPerSecond,
    ]
    var fields = numbers.mapValues { $0.map { JSON($0) } ?? .null }
    fields["folder"] = .string(run.folder)
    fields["architecture"] = .string(run.architecture)
    fields["recipe"] = .string(run.recipe)
    fields["data"] = .string(run.data)
    fields["epochs"] = .integer(run.trainedEpochs)
    fields["plannedEpochs"] = run.plannedEpochs.map { .integer($0) } ?? .null
    fields["keptEpoch"] = run.keptEpoch.map { .integer($0) } ?? .null
    fields["seed"] = run.seed.map { JSON($0) } ?? .null
    fields["started"] = run.started.map { .string($0) } ?? .null
    fields["seconds"] = JSON(run.seconds)
    fields["state"] = .string(run.state.rawValue)
    return .object(fields)
  }

  private static func cells(_ run: RecordedRun, showsHeldBack: Bool) -> [String] {
    let planned = run.plannedEpochs ?? run.trainedEpochs
    var accuracies = [run.validationAccuracy, run.testAccuracy]
    if showsHeldBack { accuracies.insert(run.heldBackAccuracy, at: 1) }
    return [
      run.architecture, run.recipe, run.data,
      planned == run.trainedEpochs ? "\(planned)" : "\(run.trainedEpochs)/\(planned)",
      run.seed.map { "\($0)" } ?? "",
    ] + accuracies.map { $0.map(NumberText.percent) ?? "" } + [
      run.examplesPerSecond.map { Int(clamping: $0).grouped } ?? "",
      run.started.map { String($0.prefix(16)).replacing("T", with: " ") } ?? "", run.state.rawValue,
    ]
  }
}
