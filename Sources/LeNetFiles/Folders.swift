#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes a folder and those it lies in; calls `made` with the path of each one that was missing.
///
/// Throws what the system says of the first one that could not be made, and its path.
package func makeFolders(
  _ path: String, made: (String) -> Void = { _ in }
) throws(FolderError) {
  var end = path.startIndex
  repeat {
    end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
    let folder = String(path[..<end])
    if mkdir(folder.pathBytes, 0o777) == 0 {
      made(folder)
    } else {
      let cause = SystemError.last
      guard PathKind(folder) == .folder else { throw FolderError(path: folder, cause: cause) }
    }
  } while end != path.endIndex
}

/// Why a folder could not be made.
package struct FolderError: Error {
  /// The folder that could not be made, on the way to the one that was wanted.
  package let path: String
  package let cause: SystemError
}
