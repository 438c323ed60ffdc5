#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why a file could not be written; an earlier file at its path is unchanged.
public struct AtomicFileError: Error, Equatable, Sendable {
  /// The steps of writing a file.
  public enum Step: String, Sendable {
    /// Creating the hidden file.
    case opening
    /// Writing it and syncing it to the disk.
    case writing
    /// Renaming it to its final name.
    case renaming
    /// Syncing the folder to the disk: the file already has its new content.
    case folder
  }

  /// The file.
  public let path: String
  /// The step that failed.
  public let step: Step
  /// Why the system refused.
  public let cause: SystemError

  /// An error of the system while writing the file at `path`.
  public init(_ path: String, _ step: Step, _ cause: SystemError) {
    self.path = path
    self.step = step
    self.cause = cause
  }

  /// Does what belongs to a step; the system's error becomes this one.
  static func attempt(
    _ path: String, _ step: Step, _ body: () throws(SystemError) -> Void
  ) throws(AtomicFileError) {
    do {
      try body()
    } catch {
      throw AtomicFileError(path, step, error)
    }
  }

  /// Whether the path is one where no file can be written, which its choice decides.
  package var isWrongPlace: Bool {
    step == .opening
      && [ENOENT, ENOTDIR, EROFS, EACCES, EPERM, EISDIR, EINVAL, ELOOP, ENAMETOOLONG]
        .contains(cause.code)
  }

  /// Whether the folder of the file does not exist.
  public var isFolderMissing: Bool { cause.code == ENOENT || cause.code == ENOTDIR }
}

extension AtomicFileError: CustomStringConvertible {
  /// What went wrong, why, and what to do, in one sentence.
  public var description: String {
    let what = "the file \(path) was not written"
    switch (cause.code, step) {
    case (ENOSPC, _), (EDQUOT, _):
      return "\(what): the disk is full; free some space and try again"
    case (ENOENT, _), (ENOTDIR, _):
      return "\(what): its folder does not exist; create it first"
    case (EROFS, _):
      return "\(what): its file system is read-only; choose another folder"
    case (EACCES, _), (EPERM, _):
      return "\(what): this user may not write to its folder; choose another"
    case (EISDIR, _):
      return "\(what): the path is a folder; add a file name"
    case (EINVAL, .opening):
      return "\(what): the path does not name a regular file; choose another"
    case (EWOULDBLOCK, .opening):
      return
        "\(what): another process has been writing it for half a minute; end that, and try again"
    case (EBUSY, .opening):
      return "\(what): other processes keep removing its hidden file; end them, and try again"
    case (_, .folder):
      return """
        the file \(path) was written, but its folder could not be synced to the disk: \
        \(cause.reason)
        """
    default:
      return "\(what): \(cause.reason)"
    }
  }
}
