import LeNetFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An exclusive lock on a file, held as long as this value lives.
///
/// The kernel releases it when the process ends, so a killed run leaves no stale lock.
/// The file stays: removing it would let two processes lock two different files of one name.
package final class RunLock: Sendable {
  private let file: OpenFile

  /// Takes the lock, or throws if another holder or the file system refuses it.
  package init(path: String, folder: String) throws(RunFolderError) {
    do throws(FileWritingError) {
      file = try .toWrite(path, O_RDWR, permissions: 0o644)
    } catch {
      throw .cannotOpen(
        path: folder, reason: "its file \(splitPath(path).name) cannot be opened: \(error.reason)")
    }
    do throws(SystemError) {
      var isTaken = try file.lock()
      // Whoever only looks holds the lock for an instant.
      for _ in 0..<3 where !isTaken {
        usleep(5000)
        isTaken = try file.lock()
      }
      if isTaken { return }
    } catch {
      throw .cannotOpen(path: folder, reason: error.reason)
    }
    throw .inUse(path: folder)
  }

  /// Whether another holder has the lock; false if the file does not exist.
  static func isHeld(path: String) -> Bool {
    guard let file = try? OpenFile(path, O_RDONLY | O_NONBLOCK) else { return false }
    return (try? file.lockToLook()) == false
  }
}
