import LeNetFiles

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
    for attempt in 1...Self.tries {
      do throws(FolderError) {
        return try makeFolders(path) { paths.append($0) }
      } catch {
        if error.cause.code == ENOENT, attempt < Self.tries { continue }
        throw .system(error.path, error.cause)
      }
    }
  }

  /// Removes the empty folders, the last one first.
  func removeEmpty() {
    for path in paths.reversed() { rmdir(path.pathBytes) }
    paths = []
  }

  /// Keeps all folders from now on.
  func keep() { paths = [] }
}
