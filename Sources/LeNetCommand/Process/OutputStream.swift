import LeNetFiles
import LeNetText

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
    try writeLine(lines.map { terminal.wrapped($0.visible) }.joined(separator: "\n"))
  }

  /// Writes the path of a file on a line of its own: to a terminal as text, to a file or a pipe as its bytes.
  func writePath(_ path: String) throws(OutputError) {
    guard !terminal.isInteractive else { return try writeLine(path.visible) }
    try write(path.pathBytes.dropLast().map { UInt8(bitPattern: $0) } + [UInt8(ascii: "\n")])
  }

  /// Writes a text unchanged.
  func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  private func write(_ bytes: [UInt8]) throws(OutputError) {
    do throws(SystemError) {
      try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
        for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
          // After a signal, output that nobody reads is dropped, so that the program can end.
          guard isReady else { return }
          let piece = bytes[start..<min(start + Self.pieceSize, bytes.count)]
          try writeAll(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: piece)), to: descriptor)
        }
      }
    } catch {
      throw error.code == EPIPE ? .closed : .failed(reason: error.reason)
    }
  }

  /// What a pipe that is ready takes without a wait.
  private static let pieceSize = 4096

  /// Waits until a piece can be written; false where a signal ended the program's work and nobody has read for
  /// two seconds since.
  private var isReady: Bool {
    var secondsLeft = 2.0
    while secondsLeft > 0 {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let count = poll(&request, 1, 100)
      // An error is told by the write.
      if count > 0 || (count < 0 && errno != EINTR) { return true }
      if count == 0, Interruption.signal != nil { secondsLeft -= 0.1 }
    }
    return false
  }

  /// Writes a note or an error, and ignores a failure to write it.
  ///
  /// Only the label may contain escape sequences.
  func note(_ text: String, after label: String = "") {
    try? writeLine(terminal.wrapped(text.visible, after: label))
  }

  /// Writes a sentence, given without its full stop, as a note of the program.
  func remark(_ sentence: String) {
    note(sentence + (sentence.hasSuffix("?") ? "" : "."), after: "lenet: note: ")
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
