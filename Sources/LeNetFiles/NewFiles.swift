#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes many files that were not there before, and brings them to the disk together.
///
/// One sync for each of thousands of small files takes minutes. Here a crash may leave some of the files without
/// content, as it leaves any folder incomplete that is still being written.
package struct NewFiles: Sendable {
  package init() {}

  /// Writes a file; throws if there is one.
  package func write(_ bytes: [UInt8], to path: String) throws(AtomicFileError) {
    let file: OpenFile
    do throws(SystemError) {
      file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    } catch {
      throw AtomicFileError(path, .opening, error)
    }
    try AtomicFileError.attempt(path, .writing) { () throws(SystemError) in
      try file.write(bytes)
    }
  }

  /// Brings all files to the disk.
  package func synchronize() { sync() }
}
