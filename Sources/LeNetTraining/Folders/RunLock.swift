#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An exclusive lock on a file, held as long as this value lives.
///
/// The kernel releases it when the process ends, so a killed run leaves no stale lock.
/// The file stays: removing it would let two processes lock two different files of one name.
package final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or throws if another holder or the file system refuses it.
  package init(path: String, folder: String) throws(RunFolderError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: folder, reason: FileFailure.text(errno))
    }
    var result = flock(descriptor, LOCK_EX | LOCK_NB)
    // Checks by other processes hold the lock for an instant.
    for _ in 0..<3 where result != 0 && errno == EWOULDBLOCK {
      usleep(5000)
      result = flock(descriptor, LOCK_EX | LOCK_NB)
    }
    guard result == 0 else {
      let failure = errno
      close(descriptor)
      if failure == EWOULDBLOCK { throw .inUse(path: folder) }
      throw .cannotOpen(path: folder, reason: FileFailure.text(failure))
    }
    self.descriptor = descriptor
  }

  /// Whether another holder has the lock; false if the file does not exist.
  static func isHeld(path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  deinit {
    close(descriptor)
  }
}
