#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What stands at a path, links followed.
package enum PathKind {
  case nothing, folder, other

  /// Looks at a path.
  package init(_ path: String) {
    var status = stat()
    if stat(path.pathBytes, &status) != 0 {
      self = .nothing
    } else {
      self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
    }
  }

  /// The error that prevents a look at a path; nil if there is none, or nothing is at the path.
  package static func obstacle(_ path: String) -> SystemError? {
    var status = stat()
    guard stat(path.pathBytes, &status) != 0, errno != ENOENT, errno != ENOTDIR else { return nil }
    return .last
  }
}

/// The size in bytes of the regular file at a path, links followed; nil if there is none.
package func regularFileSize(_ path: String) -> Int? {
  var status = stat()
  guard stat(path.pathBytes, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return Int(status.st_size)
}

/// Whether two paths name the same file, links followed.
package func isSameFile(_ first: String, _ second: String) -> Bool {
  var (one, other) = (stat(), stat())
  return stat(first.pathBytes, &one) == 0 && stat(second.pathBytes, &other) == 0
    && one.st_ino == other.st_ino && one.st_dev == other.st_dev
}

/// The name of a folder without the way to it, also for a path such as `.`.
package func folderName(_ path: String) -> String {
  guard let resolved = realpath(path.pathBytes, nil) else { return path }
  defer { free(resolved) }
  return String(pathBytes: resolved).split(separator: "/").last.map(String.init) ?? path
}

/// The folder that a path lies in, and its last name.
package func splitPath(_ path: String) -> (folder: String, name: String) {
  // By bytes: a slash with a combining mark behind it is one character.
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let name = path.utf8[path.utf8.index(after: slash)...]
  let folder = slash == path.startIndex ? "/" : String(Substring(path.utf8[..<slash]))
  return (folder, String(Substring(name)))
}

/// The path of a name in a folder.
package func joinPath(_ folder: String, _ name: String) -> String {
  folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
}
