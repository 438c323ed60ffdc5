public import LeNetFiles
import LeNetModel

/// Why a run folder cannot be used or written.
public enum RunFolderError: Error, Equatable, Sendable {
  /// The folder holds a run already, which was not to be resumed.
  case exists(path: String)
  /// Another process works in the folder.
  case inUse(path: String)
  /// The folder holds files of a run, but no checkpoint to resume.
  case noCheckpoint(path: String, found: String)
  /// The folder or its lock cannot be made.
  case cannotOpen(path: String, reason: String)
  /// A file to append to is not a regular file of its own: a link or a pipe.
  case notOurs(path: String, reason: String)
  /// `metrics.jsonl` cannot be written.
  case cannotWrite(path: String, reason: String)
  /// Another file in the folder cannot be written.
  case file(AtomicFileError)
  /// The checkpoint belongs to a run with another value.
  case changed(path: String, value: String, before: String, now: String)
  /// The checkpoint belongs to a run that started from other values.
  case otherStart(path: String, before: String, now: String)
  /// The checkpoint belongs to a run whose network has other layers: those that the new network lacks, and those that
  /// only the new one has.
  case otherLayers(path: String, removed: [NetworkValues.Layer], added: [NetworkValues.Layer])
  /// The run is longer than the length that is asked for now.
  case shortened(path: String, before: String, now: String)
  /// The training or test data are not those of the run: a file of the run's data, and the one given in its place.
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
  /// Opens or creates a file that grows.
  static func toWrite(_ path: String, _ flags: Int32) throws(RunFolderError) -> OpenFile {
    do {
      return try .toWrite(path, flags, permissions: 0o644)
    } catch {
      if case .system(let error) = error { throw .cannotWrite(path: path, reason: error.reason) }
      throw .notOurs(path: path, reason: error.reason)
    }
  }

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
  /// What is wrong, where, and what to do, in one sentence.
  public var description: String {
    switch self {
    case .exists(let path):
      "the folder \(path) holds a run already; resume it, or choose another folder"
    case .inUse(let path):
      "another process is training in the folder \(path); wait until it ends, or choose another folder"
    case .noCheckpoint(let path, let found):
      """
      the folder \(path) holds \(found) but no \(RunFolder.checkpointName), so there is no run to \
      resume; choose another folder
      """
    case .cannotOpen(let path, let reason):
      "the folder \(path) cannot be used for a run: \(reason); choose a folder that can be written"
    case .notOurs(let path, let reason):
      "the file \(path) is not written, because \(reason); remove it, or choose another folder"
    case .cannotWrite(let path, let reason):
      """
      the file \(path) cannot be written: \(reason); free some space or change its permissions, then \
      resume the run
      """
    case .file(let error) where error.isFolderMissing:
      """
      the file \(error.path) was not written: its folder disappeared during the run; put it back \
      and resume the run, or start it again
      """
    case .file(let error): error.description
    case .changed(let path, let value, let before, let now):
      """
      the run in \(path) has \(value) \(before), not \(now); a resumed run may only get more epochs or \
      steps, so give \(before) again, or choose another folder
      """
    case .otherStart(let path, let before, let now):
      """
      the run in \(path) started from \(before), not from \(now); resume it from the same values, or \
      choose another folder
      """
    case .otherLayers(let path, let removed, let added):
      """
      the run in \(path) trains a network \(Self.otherLayers(removed, added)); a resumed run may only \
      get more epochs or steps, so give the same network again, or choose another folder
      """
    case .shortened(let path, let before, let now):
      """
      the run in \(path) is set to \(before), not \(now); a resumed run can be longer, but not shorter
      """
    case .otherData(let path, let file, let now):
      """
      the run in \(path) was trained \(Self.otherData(file, now)); give the same data, or choose \
      another folder
      """
    }
  }

  private static func otherLayers(
    _ removed: [NetworkValues.Layer], _ added: [NetworkValues.Layer]
  ) -> String {
    let gone = removed.isEmpty ? nil : "with \(list(removed)), which the new one lacks"
    let new = added.isEmpty ? nil : "without \(list(added)), which the new one has"
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
    return "the \(layers.count == 1 ? "layer" : "layers") \(groups.joined(separator: " and "))"
  }

  private static func otherData(_ file: String?, _ now: String?) -> String {
    guard let file else { return "without the file \(now ?? ""), which is part of the data now" }
    guard let now else { return "on \(file) too, which is not part of the data now" }
    return file == now
      ? "on other bytes of \(file)"
      : "on \(file), and \(now) has other bytes"
  }
}
