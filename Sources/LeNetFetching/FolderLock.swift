import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Holds a data set's folder, so that of two processes one fetches and the other waits.
///
/// The lock is the system's and ends with the process, however that ends; its file is removed by
/// whoever holds it.
struct FolderLock {
  /// Put into the names of partial files: empty under a lock; where the file system knows no locks,
  /// something of this process's own.
  let mark: String
  private let file: OpenFile

  /// Makes the folder and waits for its lock; calls `waiting` once if it has to wait.
  ///
  /// Throws if the folder cannot be written, or `stops` returns true.
  init(
    _ folder: String, in made: MadeFolders, stops: () -> Bool, waiting: () -> Void
  ) throws(FetchError) {
    let path = "\(folder)/.lenet-fetch.lock"
    let mostLosses = 100
    var (hasSaid, isStopped, losses) = (false, false, 0)
    while true {
      try made.make(folder)
      let file: OpenFile
      do throws(FileWritingError) {
        file = try .toWrite(path, O_RDWR)
      } catch {
        // One whose fetch has failed takes the folder away with it.
        guard error == .system(SystemError(ENOENT)), losses < mostLosses else {
          throw .writing(path, error)
        }
        losses += 1
        continue
      }
      do throws(SystemError) {
        while try !file.lock() {
          if !hasSaid { waiting() }
          hasSaid = true
          isStopped = stops()
          if isStopped { break }
          usleep(50_000)
        }
      } catch {
        // No locks here, as on some network file systems.
        self.file = file
        mark = ".\(getpid()).\(UInt32.random(in: .min ... .max))"
        return
      }
      if isStopped { throw .interrupted(in: folder) }
      // The one before may have removed the file between its opening and the lock.
      if file.isAtItsPath {
        self.file = file
        mark = ""
        return
      }
      losses += 1
      guard losses < mostLosses else {
        throw .file(path: path, reason: "other processes keep removing it")
      }
    }
  }

  /// Lets the next one in.
  func release() {
    unlink(file.path.pathBytes)
  }
}
