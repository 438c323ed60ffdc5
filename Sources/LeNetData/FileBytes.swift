#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The bytes of a regular file of at most `IDX.largestFile` bytes.
func fileBytes(_ path: String) throws(DatasetError) -> [UInt8] {
  // Without O_NONBLOCK a named pipe would be waited for.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemReason()) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    throw .unreadable(path: path, reason: systemReason())
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw .unreadable(path: path, reason: "it is not a file")
  }
  let size = Int(status.st_size)
  guard size <= IDX.largestFile else { throw .tooLarge(path: path, bytes: size) }
  return try [UInt8](capacity: size) { span throws(DatasetError) in
    try span.withUnsafeMutableBufferPointer { buffer, count throws(DatasetError) in
      while count < size {
        let read = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if read == 0 { break }
        if read > 0 {
          count += read
        } else if errno != EINTR {
          throw .unreadable(path: path, reason: systemReason())
        }
      }
    }
  }
}

/// The kind of file at a path; follows links.
enum PathKind {
  case nothing, folder, other

  /// The kind of file at a path.
  init(_ path: String) {
    var status = stat()
    if stat(path, &status) != 0 {
      self = .nothing
    } else {
      self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
    }
  }

  /// Why the kind of file at a path is unknown; nil if it is known, or there is no file.
  static func obstacle(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) != 0, errno != ENOENT, errno != ENOTDIR else { return nil }
    return systemReason()
  }
}

/// The last component of a folder's path, also for a path such as `.`.
package func folderName(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved).split(separator: "/").last.map(String.init) ?? path
}

/// The system's message for `errno`.
private func systemReason() -> String {
  String(cString: strerror(errno)).lowercased()
}
