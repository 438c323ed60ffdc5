#if canImport(Glibc)
package import Glibc
#elseif canImport(Musl)
package import Musl
#else
package import Darwin
#endif

extension OpenFile {
  /// Opens or creates a file that this program alone changes: the one way to open for writing.
  ///
  /// Follows no symbolic link at the end of the path and waits for no pipe. Throws where the path names
  /// anything but a regular file that has no other name. With `takesStreams`, a device is allowed, and a pipe that
  /// somebody reads. Nothing is changed before that is known.
  package static func toWrite(
    _ path: String, _ flags: Int32, permissions: mode_t = 0o666, takesStreams: Bool = false
  ) throws(FileWritingError) -> OpenFile {
    let file: OpenFile
    let status: stat
    do throws(SystemError) {
      file = try OpenFile(
        path, flags | O_CREAT | O_NOFOLLOW | O_NONBLOCK, permissions: permissions)
      status = try file.status()
    } catch {
      // A pipe without a reader, and a device without a driver.
      if error.code == ENXIO { throw takesStreams ? .notRead : .notRegular }
      throw error.code == ELOOP ? .symbolicLink : .system(error)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      guard takesStreams, kind == S_IFIFO || kind == S_IFCHR else { throw .notRegular }
      return file
    }
    guard status.st_nlink <= 1 else { throw .otherNames }
    return file
  }
}

/// Why a file is not opened to be written.
package enum FileWritingError: Error, Equatable, Sendable {
  /// The system refuses.
  case system(SystemError)
  /// The path names a symbolic link.
  case symbolicLink
  /// The path names a folder, a pipe, a socket or a device.
  case notRegular
  /// The file has another name too, a hard link.
  case otherNames
  /// The path names a pipe that nobody reads.
  case notRead

  /// Why, as the end of a sentence.
  package var reason: String {
    switch self {
    case .system(let error): error.reason
    case .symbolicLink: "it is a symbolic link"
    case .notRegular: "it is not a regular file"
    case .notRead: "nobody reads this pipe"
    case .otherNames: "it has another name too, a hard link"
    }
  }
}
