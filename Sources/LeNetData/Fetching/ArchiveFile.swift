#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An archive on the disk, of which any part can be read.
final class ArchiveFile {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws(FetchError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .archive(path: path, .unreadable(String(cString: strerror(errno)).lowercased()))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .archive(path: path, .unreadable("it is not a file"))
    }
    self.path = path
    size = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  /// The bytes of a range that has to lie inside the file.
  func bytes(at offset: Int, count: Int) throws(FetchError) -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
      throw fault(.damaged("it ends early"))
    }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
          off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        guard got > 0 else { break }
        filled += got
      }
    }
    guard failure == 0 else {
      throw fault(.unreadable(String(cString: strerror(failure)).lowercased()))
    }
    guard bytes.count == count else { throw fault(.damaged("it ends early")) }
    return bytes
  }

  /// What is wrong with this archive, as an error of the fetch.
  func fault(_ error: ArchiveError) -> FetchError { .archive(path: path, error) }
}
