import CMapping

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A regular file in the address space: the system reads its pages when they are needed, and may drop them again.
///
/// The bytes are those of the file at the time of reading. `isUnchanged` tells whether it is still the one that was
/// opened; what was cut off it reads as zeros. Many threads may read it.
package final class MappedFile: Sendable {
  package let path: String
  /// The number of bytes.
  package let count: Int
  private let file: OpenFile
  private let place: Int32
  private let opened: Stamp

  /// What changes when a file is written.
  private struct Stamp: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      size = Int(status.st_size)
      #if canImport(Darwin)
      let time = status.st_mtimespec
      #else
      let time = status.st_mtim
      #endif
      (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
    }
  }

  /// Maps the file at `path`; throws unless it is a regular one with at least a byte.
  package init(_ path: String) throws(FileReadingError) {
    let opened = try RegularFile(path)
    file = opened.file
    self.path = path
    do throws(SystemError) {
      let status = try file.status()
      self.opened = Stamp(status)
      count = self.opened.size
      place = cmapping_open(file.descriptor, count)
      guard place >= 0 else { throw .last }
    } catch {
      throw FileReadingError(path, .system(error))
    }
  }

  deinit {
    cmapping_close(place)
  }

  /// Calls `body` with a range of the bytes; traps unless the file has it.
  package func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
    let start = cmapping_bytes(place).map { $0 + range.lowerBound }
    return try body(UnsafeBufferPointer(start: start, count: range.count))
  }

  /// Whether a byte was read that the file no longer has.
  package var isCut: Bool { cmapping_is_cut(place) != 0 }

  /// Whether the file is as it was when it was opened: its size, and when it was last written.
  package var isUnchanged: Bool {
    guard !isCut, let now = try? file.status() else { return false }
    return Stamp(now) == opened
  }
}
