import LeNetFiles

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
    for attempt in 1...Self.tries {
      do throws(FolderError) {
        return try makeFolders(path) { paths.append($0) }
      } catch {
        if error.cause.code == ENOENT, attempt < Self.tries { continue }
        throw .system(error.path, error.cause)
      }
    }
  }

  /// Removes those that are empty, the last one first; a folder in which anything is stays.
  func removeEmpty() {
    for path in paths.reversed() { rmdir(path) }
    paths = []
  }

  /// Leaves all of them, whatever happens.
  func keep() { paths = [] }
}
