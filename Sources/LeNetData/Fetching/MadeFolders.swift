#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folders that a fetch has made, so that one that fails leaves none of them empty.
final class MadeFolders {
  private var paths: [String] = []

  /// Others at the same place may take a folder away again that was just seen, but not endlessly.
  private static let tries = 100

  /// Makes a folder and those above it.
  func make(_ path: String) throws(FetchError) {
    for _ in 1..<Self.tries where try isMade(path, again: true) { return }
    _ = try isMade(path, again: false)
  }

  /// Makes a folder; false where one above it went away meanwhile and `again` allows a further try.
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

  /// Removes those that are empty, the last one first; a folder in which anything is stays.
  func removeEmpty() {
    for path in paths.reversed() { rmdir(path) }
    paths = []
  }

  /// Leaves all of them, whatever happens.
  func keep() { paths = [] }
}
