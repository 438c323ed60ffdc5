#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An incomplete file, hidden in the folder of its final name.
///
/// A fetch resumes a file of an earlier try, so its bytes are not trusted
/// until its digest is checked.
final class PartialFile {
  /// The number of bytes so far.
  private(set) var size: Int
  let path: String
  private let target: String
  private let folder: String
  private let descriptor: Int32

  /// Opens the partial file of `name` in `folder`, or creates an empty one.
  ///
  /// `mark` is a part of its name, to separate processes.
  init(of name: String, in folder: String, mark: String = "") throws(FetchError) {
    let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
    let inner = slash.map { "/" + name[..<$0] } ?? ""
    let file = slash.map { name[name.utf8.index(after: $0)...] } ?? name[...]
    self.folder = folder + inner
    path = "\(self.folder)/.\(file)\(mark).part"
    target = "\(folder)/\(name)"
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    var status = stat()
    // A fetch leaves only plain files.
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { unlink(path) }
    descriptor = open(path, flags, 0o666)
    guard descriptor >= 0 else { throw .system(path, errno) }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .file(path: path, reason: "it is not a file")
    }
    size = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  /// Empties the file.
  func clear() throws(FetchError) {
    guard ftruncate(descriptor, 0) == 0 else { throw .system(path, errno) }
    size = 0
  }

  /// Adds bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FetchError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(size))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(path, count < 0 ? errno : EIO) }
      written += count
      size += count
    }
  }

  /// The digest of the content, by the function of an expected digest.
  func digest(like expected: FileDigest) throws(FetchError) -> String {
    guard let text = expected.ofContent(descriptor) else { throw .system(path, errno) }
    return text
  }

  /// Syncs the file to the disk and gives it its final name.
  func publish() throws(FetchError) {
    var status = stat()
    if lstat(target, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .file(path: target, reason: "a folder stands where the file belongs")
    }
    guard fsync(descriptor) == 0 else { throw .system(path, errno) }
    guard rename(path, target) == 0 else { throw .system(target, errno) }
    let folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .system(self.folder, errno) }
    defer { close(folder) }
    // Some file systems cannot sync folders, so this ignores a failure.
    guard fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw .system(self.folder, errno)
    }
  }

  /// Deletes the file.
  func remove() {
    unlink(path)
  }
}
