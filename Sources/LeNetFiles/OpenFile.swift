#if canImport(Glibc)
package import Glibc
#elseif canImport(Musl)
package import Musl
#else
package import Darwin
#endif

/// An open file, closed when this value goes.
///
/// Calls that a signal interrupts are repeated. Two threads must not use one at the same time.
package final class OpenFile: Sendable {
  package let path: String
  package let descriptor: Int32

  /// Opens a file with the flags of `open(2)`; `O_CLOEXEC` is added.
  package init(_ path: String, _ flags: Int32, permissions: mode_t = 0o666) throws(SystemError) {
    guard !path.utf8.contains(0) else { throw SystemError(EINVAL) }
    descriptor = open(path.pathBytes, flags | O_CLOEXEC, permissions)
    guard descriptor >= 0 else { throw .last }
    self.path = path
  }

  /// Another number for an open descriptor, such as 3 for `/dev/fd/3`.
  package init(copyOf descriptor: Int32) throws(SystemError) {
    self.descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard self.descriptor >= 0 else { throw .last }
    path = "/dev/fd/\(descriptor)"
  }

  deinit {
    close(descriptor)
  }

  /// What the system says of the file.
  package func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    return status
  }

  /// Whether the path still names this very file.
  package var isAtItsPath: Bool {
    var held = stat()
    var named = stat()
    return fstat(descriptor, &held) == 0 && lstat(path.pathBytes, &named) == 0
      && held.st_ino == named.st_ino
      && held.st_dev == named.st_dev
  }

  // MARK: - Reading

  /// Reads bytes from a place on until the buffer is full or the file ends; the number read.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SystemError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The `count` bytes from a place on, fewer where the file ends before.
  package func bytes(at offset: Int = 0, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SystemError) {
        filled = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  // MARK: - Writing

  /// Writes all bytes at the place of writing, or at the end where the file was opened to append.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try writeAll(bytes, to: descriptor)
  }

  /// Writes all bytes.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    try bytes.withUnsafeBufferPointer { buffer throws(SystemError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Brings what was written to the disk.
  package func synchronize() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw .last }
  }

  /// Cuts the file to a length and writes on from there.
  package func cut(to length: Int) throws(SystemError) {
    guard ftruncate(descriptor, off_t(length)) == 0,
      lseek(descriptor, 0, SEEK_END) == off_t(length)
    else { throw .last }
  }

  // MARK: - Locks

  /// Takes an exclusive lock; false where another process holds one.
  package func lock() throws(SystemError) -> Bool { try lock(LOCK_EX | LOCK_NB) }

  /// Takes a lock beside others who only look; false where another process holds an exclusive one.
  package func lockToLook() throws(SystemError) -> Bool { try lock(LOCK_SH | LOCK_NB) }

  private func lock(_ operation: Int32) throws(SystemError) -> Bool {
    while flock(descriptor, operation) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw .last }
    }
    return true
  }
}

/// Writes all bytes to a descriptor, however many calls it takes.
package func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
) throws(SystemError) {
  var written = 0
  while written < bytes.count {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
    let count = write(descriptor, rest.baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    if count < 0, errno == EAGAIN {
      // A standard stream may be shared with a program that made it non-blocking.
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&request, 1, -1)
      continue
    }
    // A call that writes nothing would be repeated for ever.
    guard count > 0 else { throw count < 0 ? .last : SystemError(EIO) }
    written += count
  }
}
