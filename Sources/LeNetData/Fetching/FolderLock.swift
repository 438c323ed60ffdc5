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
  private let path: String
  private let descriptor: Int32

  /// Makes the folder and waits for it, and says so once; throws where it cannot be written or `stops`
  /// says so.
  init(
    _ folder: String, in made: MadeFolders, stops: () -> Bool, waiting: () -> Void
  ) throws(FetchError) {
    path = "\(folder)/.lenet-fetch.lock"
    var (hasSaid, losses) = (false, 0)
    while true {
      try made.make(folder)
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      // One whose fetch has failed takes the folder away with it.
      if descriptor < 0, errno == ENOENT, losses < 100 {
        losses += 1
        continue
      }
      guard descriptor >= 0 else { throw .system(path, errno) }
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let code = errno
        guard code == EWOULDBLOCK || code == EINTR else {
          // No locks here, as on some network file systems.
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
      // The one before may have removed the file between its opening and the lock.
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

  /// Lets the next one in.
  func release() {
    unlink(path)
    close(descriptor)
  }
}
