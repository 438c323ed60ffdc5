import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Whole texts, written at once and without a buffer, so that nothing is lost when a run is killed.
struct OutputStream: Sendable {
  private let descriptor: Int32
  /// What the reader at the other end can show.
  let terminal: Terminal

  /// Results, for people as tables and for programs as JSON lines.
  static let standard = OutputStream(descriptor: STDOUT_FILENO)
  /// Progress, notes and errors.
  static let error = OutputStream(descriptor: STDERR_FILENO)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    terminal = Terminal(descriptor: descriptor)
  }

  /// Characters in a line at this moment; a window may have changed its size.
  var columns: Int { Terminal(descriptor: descriptor).columns }

  /// Writes a text and a line end; throws when the pipe is closed or the disk is full.
  func writeLine(_ text: String) throws(OutputError) {
    try write(text + "\n")
  }

  /// Writes lines for a person, whatever the names in them hold.
  func writeLines(_ lines: [String]) throws(OutputError) {
    try writeLine(lines.map(VisibleText.of).joined(separator: "\n"))
  }

  /// Writes a text as it is.
  func write(_ text: String) throws(OutputError) {
    do throws(SystemError) {
      try Array(text.utf8).withUnsafeBufferPointer { bytes throws(SystemError) in
        try writeAll(UnsafeRawBufferPointer(bytes), to: descriptor)
      }
    } catch {
      throw error.code == EPIPE ? .closed : .failed(reason: error.reason)
    }
  }

  /// Writes a line where nothing can be done about a failure: an error, a note.
  ///
  /// Only the label may hold escape sequences.
  func note(_ text: String, after label: String = "") {
    try? writeLine(label + VisibleText.of(text))
  }
}

/// Why a text did not reach standard output.
enum OutputError: Error, Equatable, CustomStringConvertible {
  /// The reader has gone, as `head` does after its lines.
  case closed
  /// The system refused, for the reason in its own words.
  case failed(reason: String)

  var description: String {
    switch self {
    case .closed: "standard output is closed"
    case .failed(let reason):
      "standard output cannot be written (\(reason)): free some space or send it elsewhere"
    }
  }
}
