#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes files that are whole at every moment: the old content or the new one.
public enum AtomicFile {
  /// How often the hidden file is opened again, where others remove it meanwhile.
  private static let mostTries = 100

  /// Replaces a file whole, as `write(_:to:)` does.
  package typealias Writer = @Sendable ([UInt8], String) throws(AtomicFileError) -> Void

  /// Replaces the file at `path` by `bytes`, durably.
  ///
  /// A hidden file beside it (`.NAME.partial`) is written and brought to the disk, takes the name
  /// by a rename, and the folder is brought to the disk. A crash leaves at most that hidden file,
  /// which the next write takes over; writers of one path wait for each other. On any failure the
  /// old file stays and the hidden one is removed. A symbolic link is replaced, not followed.
  public static func write(_ bytes: [UInt8], to path: String) throws(AtomicFileError) {
    let partial = try openPartial(of: path)
    do throws(AtomicFileError) {
      try AtomicFileError.attempt(path, .writing) { () throws(SystemError) in
        try partial.cut(to: 0)
        try partial.write(bytes)
      }
      try publish(partial, as: path)
    } catch {
      // Still under the lock, so this cannot remove another writer's file.
      withExtendedLifetime(partial) { if error.step != .folder { unlink(partial.path.pathBytes) } }
      throw error
    }
  }

  /// Throws where a file cannot be written as things are: its folder is missing or none, this user may not write
  /// there, or the path is a folder.
  package static func check(_ path: String) throws(AtomicFileError) {
    let folder = splitPath(path).folder
    switch PathKind(folder) {
    case .nothing: throw AtomicFileError(path, .opening, SystemError(ENOENT))
    case .other: throw AtomicFileError(path, .opening, SystemError(ENOTDIR))
    case .folder: break
    }
    guard access(folder.pathBytes, W_OK | X_OK) == 0 else {
      throw AtomicFileError(path, .opening, .last)
    }
    if PathKind(path) == .folder { throw AtomicFileError(path, .opening, SystemError(EISDIR)) }
  }

  /// Brings a file to the disk, gives it another name in its folder, and brings the folder to the disk.
  package static func publish(_ file: OpenFile, as path: String) throws(AtomicFileError) {
    try AtomicFileError.attempt(path, .writing) { () throws(SystemError) in
      try file.synchronize()
    }
    // The lock goes with the file, and has to last until the name is given.
    try withExtendedLifetime(file) { () throws(AtomicFileError) in
      guard rename(file.path.pathBytes, path.pathBytes) == 0 else {
        throw AtomicFileError(path, .renaming, .last)
      }
    }
    try AtomicFileError.attempt(path, .folder) { () throws(SystemError) in
      let folder = try OpenFile(splitPath(path).folder, O_RDONLY | O_DIRECTORY)
      // Where a file system cannot bring folders to the disk, nothing is lost by going on.
      guard fsync(folder.descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
        throw .last
      }
    }
  }

  /// Opens the hidden file, locked.
  private static func openPartial(of path: String) throws(AtomicFileError) -> OpenFile {
    let (folder, name) = splitPath(path)
    guard !path.utf8.contains(0) else { throw AtomicFileError(path, .opening, SystemError(EINVAL)) }
    guard !name.isEmpty, name != ".", name != ".." else {
      throw AtomicFileError(path, .opening, SystemError(EISDIR))
    }
    // Replacing a device such as /dev/null would harm more than this program.
    var status = stat()
    if lstat(path.pathBytes, &status) == 0 {
      let kind = status.st_mode & S_IFMT
      guard kind == S_IFREG || kind == S_IFLNK else {
        throw AtomicFileError(path, .opening, SystemError(kind == S_IFDIR ? EISDIR : EINVAL))
      }
    }
    let hidden = joinPath(folder, ".\(name).partial")
    for _ in 0..<mostTries {
      let partial: OpenFile
      do throws(FileWritingError) {
        partial = try .toWrite(hidden, O_WRONLY)
      } catch .system(let error) {
        throw AtomicFileError(path, .opening, error)
      } catch {
        // A link or a pipe that somebody has put there: the name is taken back.
        guard unlink(hidden.pathBytes) == 0 || errno == ENOENT else {
          throw AtomicFileError(path, .opening, .last)
        }
        continue
      }
      try waitForLock(on: partial, for: path)
      // Another writer may have renamed or removed the file before the lock was given.
      if partial.isAtItsPath { return partial }
    }
    throw AtomicFileError(path, .opening, SystemError(EBUSY))
  }

  /// Waits for other writers of the path, at most half a minute: one may have been stopped.
  private static func waitForLock(
    on partial: OpenFile, for path: String
  ) throws(AtomicFileError) {
    for _ in 0..<600 {
      // Where the file system knows no locks, writers are not kept apart.
      if (try? partial.lock()) ?? true { return }
      usleep(50_000)
    }
    throw AtomicFileError(path, .opening, SystemError(EWOULDBLOCK))
  }
}
