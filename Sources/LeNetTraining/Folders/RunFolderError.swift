public import LeNetFiles
import LeNetModel

/// Why a run folder cannot be used or written.
public enum RunFolderError: Error, Equatable, Sendable {
  /// The folder holds a run already and `--resume` was not given.
  case exists(path: String)
  /// Another process works in the folder.
  case inUse(path: String)
  /// The folder holds files of a run, but no checkpoint to go on from.
  case noCheckpoint(path: String, found: String)
  /// The folder or its lock cannot be made.
  case cannotOpen(path: String, reason: String)
  /// `metrics.jsonl` cannot be written.
  case cannotWrite(path: String, reason: String)
  /// Another file in the folder cannot be written.
  case file(AtomicFileError)
  /// The checkpoint belongs to a run with another value.
  case changed(path: String, value: String, before: String, now: String)
  /// The checkpoint belongs to a run that started from other values.
  case otherStart(path: String, before: String, now: String)
  /// The checkpoint belongs to a run whose network has other layers: those that it has and the new one lacks, and
  /// those that the new one has beside it.
  case otherLayers(path: String, removed: [NetworkValues.Layer], added: [NetworkValues.Layer])
  /// The run was longer than what is asked for now.
  case shortened(path: String, before: String, now: String)
  /// The training or test data are not those of the run: a file of them, and what is given in its place.
  case otherData(path: String, file: String?, now: String?)

  /// Whether the call was wrong, rather than the work failed.
  public var isWrongUse: Bool {
    switch self {
    case .cannotWrite, .file: false
    default: true
    }
  }
}

extension RunFolderError {
  /// Does what changes a file that grows; the system's error becomes this one.
  static func attempt<Result>(
    _ path: String, _ body: () throws(SystemError) -> Result
  ) throws(RunFolderError) -> Result {
    do {
      return try body()
    } catch {
      throw .cannotWrite(path: path, reason: error.reason)
    }
  }
}

extension RunFolderError: CustomStringConvertible {
  /// One sentence: what, where, and what to do.
  public var description: String {
    switch self {
    case .exists(let path):
      "The folder \(path) holds a run already; give --resume to go on with it, or another folder."
    case .inUse(let path):
      "Another process is training in the folder \(path); wait for its end, or give another folder."
    case .noCheckpoint(let path, let found):
      """
      The folder \(path) holds \(found) but no \(RunFolder.checkpointName), so there is no run to \
      go on with; give another folder.
      """
    case .cannotOpen(let path, let reason):
      "The folder \(path) cannot be used for a run: \(reason); give a folder that can be written."
    case .cannotWrite(let path, let reason):
      """
      The file \(path) cannot be written: \(reason); make room or give rights, then go on with \
      --resume.
      """
    case .file(let error) where error.isFolderMissing:
      """
      The file \(error.path) was not written: its folder has gone since the run began; put it back \
      and go on with --resume, or start the run again.
      """
    case .file(let error): error.description
    case .changed(let path, let value, let before, let now):
      """
      The run in \(path) has \(value) \(before), but now \(now) is asked for; only more epochs or \
      steps may be given on --resume, so take \(before) again or another folder.
      """
    case .otherStart(let path, let before, let now):
      """
      The run in \(path) started from \(before), but now from \(now); repeat its --init, --new-head and \
      --no-new-head on --resume, or take another folder.
      """
    case .otherLayers(let path, let removed, let added):
      """
      The run in \(path) trains a network \(Self.otherLayers(removed, added)); only more epochs or \
      steps may be given on --resume, so take the same network again or another folder.
      """
    case .shortened(let path, let before, let now):
      """
      The run in \(path) is set to \(before), but now \(now) is asked for; a run can be made \
      longer on --resume, not shorter.
      """
    case .otherData(let path, let file, let now):
      """
      The run in \(path) was trained \(Self.otherData(file, now)); give the same data, or another \
      folder.
      """
    }
  }

  private static func otherLayers(
    _ removed: [NetworkValues.Layer], _ added: [NetworkValues.Layer]
  ) -> String {
    let gone = removed.isEmpty ? nil : "with \(list(removed)), now left out"
    let new = added.isEmpty ? nil : "without \(list(added)), now asked for"
    return [gone, new].compactMap(\.self).joined(separator: ", and ")
  }

  /// The layers by kind, at most six of each by their names.
  private static func list(_ layers: [NetworkValues.Layer]) -> String {
    let kinds = layers.map(\.kind).reduce(into: [String]()) { kinds, kind in
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    let groups = kinds.map { kind in
      let names = layers.filter { $0.kind == kind }.map(\.name)
      let rest = names.count > 6 ? " and \(names.count - 6) more" : ""
      return "\(names.prefix(6).joined(separator: ", "))\(rest) (\(kind))"
    }
    return "the layer\(layers.count == 1 ? "" : "s") \(groups.joined(separator: " and "))"
  }

  private static func otherData(_ file: String?, _ now: String?) -> String {
    guard let file else { return "without the file \(now ?? ""), which is part of the data now" }
    guard let now else { return "on \(file) too, which is no part of the data given now" }
    return file == now
      ? "on another \(file) than the one given now"
      : "on \(file), and \(now), which is given now, has other bytes"
  }
}
