#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why a file could not be written; what stood at its path before is still there.
public struct AtomicFileError: Error, Equatable, Sendable {
  /// What was being done.
  public enum Step: String, Sendable {
    /// Making the hidden file.
    case opening
    /// Writing it and bringing it to the disk.
    case writing
    /// Giving it its name.
    case renaming
    /// Bringing the folder to the disk: the file already has its new content.
    case folder
  }

  /// The file.
  public let path: String
  /// What was being done.
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

  /// Whether the folder of the file is not there.
  public var isFolderMissing: Bool { cause.code == ENOENT || cause.code == ENOTDIR }
}

extension AtomicFileError: CustomStringConvertible {
  /// One sentence: what, why, what to do.
  public var description: String {
    let what = "The file \(path) was not written"
    switch (cause.code, step) {
    case (ENOSPC, _), (EDQUOT, _):
      return "\(what): the disk is full; free some space and try again."
    case (ENOENT, _), (ENOTDIR, _):
      return "\(what): its folder does not exist; make it first."
    case (EACCES, _), (EPERM, _), (EROFS, _):
      return "\(what): its folder may not be written by this user; choose another."
    case (EISDIR, _):
      return "\(what): the path is a folder; add a file name."
    case (EINVAL, .opening):
      return "\(what): the path is not that of a regular file; choose another."
    case (_, .folder):
      return """
        The file \(path) was written, but its folder could not be brought to the disk: \
        \(cause.reason).
        """
    default:
      return "\(what): \(cause.reason)."
    }
  }
}
