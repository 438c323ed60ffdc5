import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes texts at once and without a buffer, so nothing is lost when the process is killed.
struct OutputStream: Sendable {
  private let descriptor: Int32
  /// The abilities of the terminal at the other end.
  let terminal: Terminal

  /// Standard output, for results: tables for people or JSON lines for programs.
  static let standard = OutputStream(descriptor: STDOUT_FILENO)
  /// Standard error, for progress, notes and errors.
  static let error = OutputStream(descriptor: STDERR_FILENO)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    terminal = Terminal(descriptor: descriptor)
  }

  /// The current number of characters per line, which changes with the window's size.
  var columns: Int { Terminal(descriptor: descriptor).columns }

  /// Writes a text and a line end; throws when the pipe is closed or the disk is full.
  func writeLine(_ text: String) throws(OutputError) {
    try write(text + "\n")
  }

  /// Writes lines for a person, with control characters escaped.
  func writeLines(_ lines: [String]) throws(OutputError) {
    try writeLine(lines.map(VisibleText.of).joined(separator: "\n"))
  }

  /// Writes a text unchanged.
  func write(_ text: String) throws(OutputError) {
    do throws(SystemError) {
      try Array(text.utf8).withUnsafeBufferPointer { bytes throws(SystemError) in
        try writeAll(UnsafeRawBufferPointer(bytes), to: descriptor)
      }
    } catch {
      throw error.code == EPIPE ? .closed : .failed(reason: error.reason.lowercased())
    }
  }

  /// Writes a note or an error, and ignores a failure to write it.
  ///
  /// Only the label may contain escape sequences.
  func note(_ text: String, after label: String = "") {
    try? writeLine(label + VisibleText.of(text))
  }
}

/// Why a text did not reach standard output.
enum OutputError: Error, Equatable, CustomStringConvertible {
  /// The reader closed the pipe, as `head` does after its lines.
  case closed
  /// The system refused; `reason` is its message.
  case failed(reason: String)

  var description: String {
    switch self {
    case .closed: "standard output is closed"
    case .failed(let reason):
      "standard output cannot be written (\(reason)); free some space or redirect it"
    }
  }
}
