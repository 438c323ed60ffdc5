#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes files atomically: at every moment a file has the old content or the new one.
public enum AtomicFile {
  /// Replaces the file at `path` by `bytes`, durably.
  ///
  /// It writes a hidden file in the same folder (`.NAME.partial`), syncs it to the disk, renames it
  /// and syncs the folder. A crash leaves at most that hidden file,
  /// which the next write reuses; writers of one path wait for each other. On any failure the
  /// old file stays and the hidden one is removed. A symbolic link is replaced, not followed.
  public static func write(_ bytes: [UInt8], to path: String) throws(AtomicFileError) {
    let place = try Place(path)
    let descriptor = try openPartial(of: place)
    do {
      try fill(descriptor, with: bytes, at: place)
    } catch {
      // Still under the lock, so this cannot remove another writer's file.
      unlink(place.partial)
      close(descriptor)
      throw error
    }
    close(descriptor)
    try synchronizeFolder(of: place)
  }

  /// Opens the hidden file, empty and locked.
  private static func openPartial(of place: Place) throws(AtomicFileError) -> Int32 {
    while true {
      let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW
      let descriptor = open(place.partial, flags, 0o666)
      guard descriptor >= 0 else { throw AtomicFileError(place.path, .opening, code: errno) }
      // Without locks in the file system, several writers are not separated.
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      // Another writer may have renamed or removed the file before the lock was given.
      var held = stat()
      var named = stat()
      if fstat(descriptor, &held) == 0, lstat(place.partial, &named) == 0,
        held.st_ino == named.st_ino, held.st_dev == named.st_dev
      {
        return descriptor
      }
      close(descriptor)
    }
  }

  private static func fill(
    _ descriptor: Int32, with bytes: [UInt8], at place: Place
  ) throws(AtomicFileError) {
    guard ftruncate(descriptor, 0) == 0 else {
      throw AtomicFileError(place.path, .writing, code: errno)
    }
    let failure = writeAll(bytes, to: descriptor)
    guard failure == 0 else { throw AtomicFileError(place.path, .writing, code: failure) }
    guard fsync(descriptor) == 0 else {
      throw AtomicFileError(place.path, .writing, code: errno)
    }
    guard rename(place.partial, place.path) == 0 else {
      throw AtomicFileError(place.path, .renaming, code: errno)
    }
  }

  /// Makes the rename durable; ignores file systems that cannot.
  private static func synchronizeFolder(of place: Place) throws(AtomicFileError) {
    let descriptor = open(place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFileError(place.path, .folder, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw AtomicFileError(place.path, .folder, code: errno)
    }
  }
}

/// Writes all of `bytes`, with as many calls as necessary; returns the system's error number, 0 for success.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
  bytes.withUnsafeBytes { buffer in
    var written = 0
    while written < buffer.count {
      let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      // A call that writes nothing would repeat for ever.
      guard count > 0 else { return count < 0 ? errno : EIO }
      written += count
    }
    return 0
  }
}

/// The parts of a path whose existing file, if any, can be replaced.
private struct Place {
  let path: String
  let folder: String
  let partial: String

  init(_ path: String) throws(AtomicFileError) {
    guard !path.utf8.contains(0) else { throw AtomicFileError(path, .opening, code: EINVAL) }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    guard !name.isEmpty, name != ".", name != ".." else {
      throw AtomicFileError(path, .opening, code: EISDIR)
    }
    // Replacing a device such as /dev/null would damage the system.
    var status = stat()
    if lstat(path, &status) == 0 {
      let kind = status.st_mode & S_IFMT
      guard kind == S_IFREG || kind == S_IFLNK else {
        throw AtomicFileError(path, .opening, code: kind == S_IFDIR ? EISDIR : EINVAL)
      }
    }
    self.path = path
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    partial = "\(folder == "/" ? "" : folder)/.\(name).partial"
  }
}
