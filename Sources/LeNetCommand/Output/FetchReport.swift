import LeNet
import LeNetCatalog
import LeNetFetching
import LeNetFiles
import LeNetText

/// Reports a fetch: its end on standard output, everything before on standard error.
struct FetchReport {
  private let dataset: KnownDataset
  private let json: Bool
  private let live = LiveLineBox()

  init(_ dataset: KnownDataset, json: Bool) {
    self.dataset = dataset
    self.json = json
  }

  /// Fetches the set, reports the progress and returns its folder.
  func follow(_ fetcher: DatasetFetcher, force: Bool) throws(FetchError) -> String {
    defer { live.line.clear() }
    return try fetcher.fetch(
      dataset, force: force, stops: { Interruption.signal != nil }, report: { show($0) })
  }

  /// Prints the folder of the set.
  func finish(in folder: String) throws {
    if json {
      try OutputStream.standard.writeJSON(
        .object([
          "event": .string("done"), "dataset": .string(dataset.name), "folder": .string(folder),
        ]))
    } else {
      try OutputStream.standard.writeLine("\(dataset.name): \(folder.visible)")
    }
  }

  /// Reports that there is nothing to fetch.
  func finishEmbedded() throws {
    if json {
      try OutputStream.standard.writeJSON(
        .object([
          "event": .string("done"), "dataset": .string(dataset.name), "folder": .null,
        ]))
    } else {
      try OutputStream.standard.writeLine("\(dataset.name): built in")
    }
    note(
      "\(dataset.name) is built in; its files are fetched only with --data-dir FOLDER or "
        + "--force")
  }

  /// Prints the error as JSON for programs; people read it as the command's error.
  func fail(_ error: FetchError) {
    guard json else { return }
    let line = JSON.object([
      "event": .string("error"), "dataset": .string(dataset.name),
      "message": .string(error.sentence),
    ])
    try? OutputStream.standard.writeJSON(line)
  }

  /// Explains how to fetch by hand if no server gave a file.
  func explain(_ error: FetchError, in folder: String) {
    switch error {
    case .mirrors, .noLibrary: break
    default: return
    }
    // A failed fetch leaves no empty folder.
    note(
      PathKind(folder) == .nothing
        ? "by hand: make the folder \(folder), put these files into it, then run the same command again"
        : "by hand: put these files into \(folder), then run the same command again")
    for file in dataset.files {
      for (position, address) in file.mirrors.enumerated() {
        note("  \(position == 0 ? "" : "or ")\(address)")
      }
    }
  }

  private func show(_ event: FetchEvent) {
    if case .progress(let file, let bytes, let size) = event {
      live.line.show(FetchProgress(file: file, bytes: bytes, size: size))
      return
    }
    live.line.clear()
    if json, let line = object(event) {
      try? OutputStream.standard.writeJSON(line)
    }
    if let text = text(event) { note(text) }
  }

  private func note(_ text: String) { OutputStream.error.note(text) }

  private func text(_ event: FetchEvent) -> String? {
    switch event {
    case .waiting(let folder): "waiting for another process that fetches into \(folder)"
    case .present(let file): "\(file): already there and right"
    case .started(let file, let address, 0): "\(file): from \(address)"
    case .started(let file, let address, let start):
      "\(file): from \(address), resuming at byte \(start.grouped)"
    case .failed(let file, let failure): "\(file): \(failure)"
    case .fetched(let file, let bytes, _):
      "\(file): \(bytes.grouped) bytes, as published"
    case .unpacked(let file, let bytes): "\(file): \(bytes.grouped) bytes, unpacked"
    case .progress: nil
    }
  }

  private func object(_ event: FetchEvent) -> JSON? {
    var fields: [String: JSON] = [:]
    switch event {
    case .present(let file): fields = ["event": .string("present"), "file": .string(file)]
    case .failed(let file, let failure):
      fields = [
        "event": .string("failed"), "file": .string(file), "address": .string(failure.address),
        "reason": .string("\(failure.problem)"),
      ]
    case .fetched(let file, let bytes, let address):
      fields = [
        "event": .string("fetched"), "file": .string(file), "bytes": .integer(bytes),
        "address": .string(address),
      ]
    case .unpacked(let file, let bytes):
      fields = [
        "event": .string("unpacked"), "file": .string(file), "bytes": .integer(bytes),
      ]
    case .waiting, .started, .progress: return nil
    }
    fields["dataset"] = .string(dataset.name)
    return .object(fields)
  }
}

/// The line that a fetch redraws, shared with its events.
private final class LiveLineBox {
  var line = LiveLine()
}
