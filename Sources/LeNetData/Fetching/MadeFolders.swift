#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folders created by a fetch, to remove the empty ones if it fails.
final class MadeFolders {
  private var paths: [String] = []

  /// The number of tries, because other processes can remove a folder at the same time.
  private static let tries = 100

  /// Creates a folder and its missing parents.
  func make(_ path: String) throws(FetchError) {
    for _ in 1..<Self.tries where try isMade(path, again: true) { return }
    _ = try isMade(path, again: false)
  }

  /// Creates a folder; returns false if a parent disappeared and `again` allows another try.
  private func isMade(_ path: String, again: Bool) throws(FetchError) -> Bool {
    var made = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      made += made.isEmpty || made.hasSuffix("/") ? name : "/" + name
      let code = mkdir(made, 0o777) == 0 ? 0 : errno
      if code == 0 { paths.append(made) }
      if code == ENOENT, again { return false }
      guard code == 0 || PathKind(made) == .folder else { throw .system(made, code) }
    }
    return true
  }

  /// Removes the empty folders, the last one first.
  func removeEmpty() {
    for path in paths.reversed() { rmdir(path) }
    paths = []
  }

  /// Keeps all folders from now on.
  func keep() { paths = [] }
}
