#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Locks a data set's folder, so of two processes one fetches and the other waits.
///
/// The system releases the lock when the process ends; its holder removes
/// the lock file.
struct FolderLock {
  /// A part of the names of partial files: empty with a lock; if the file system has no locks,
  /// unique to this process.
  let mark: String
  private let path: String
  private let descriptor: Int32

  /// Creates the folder and waits for the lock, and reports the wait once; throws if the folder is not writable or `stops`
  /// returns true.
  init(
    _ folder: String, in made: MadeFolders, stops: () -> Bool, waiting: () -> Void
  ) throws(FetchError) {
    path = "\(folder)/.lenet-fetch.lock"
    var (hasSaid, losses) = (false, 0)
    while true {
      try made.make(folder)
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      // A process whose fetch failed removes the folder.
      if descriptor < 0, errno == ENOENT, losses < 100 {
        losses += 1
        continue
      }
      guard descriptor >= 0 else { throw .system(path, errno) }
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let code = errno
        guard code == EWOULDBLOCK || code == EINTR else {
          // Some network file systems have no locks.
          self.descriptor = descriptor
          mark = ".\(getpid()).\(UInt32.random(in: .min ... .max))"
          return
        }
        if !hasSaid { waiting() }
        hasSaid = true
        guard !stops() else {
          close(descriptor)
          throw .interrupted(folder: folder)
        }
        usleep(50_000)
      }
      // The holder before may have removed the file after this process opened it.
      var held = stat()
      var named = stat()
      if fstat(descriptor, &held) == 0, lstat(path, &named) == 0, held.st_ino == named.st_ino,
        held.st_dev == named.st_dev
      {
        self.descriptor = descriptor
        mark = ""
        return
      }
      close(descriptor)
    }
  }

  /// Releases the lock.
  func release() {
    unlink(path)
    close(descriptor)
  }
}
