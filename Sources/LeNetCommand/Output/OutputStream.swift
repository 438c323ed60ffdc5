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
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
        continue
      }
      let code = errno
      if code == EINTR { continue }
      if code == EAGAIN {
        waitForRoom()
        continue
      }
      throw code == EPIPE ? .closed : .failed(reason: String(cString: strerror(code)).lowercased())
    }
  }

  /// Writes a note or an error, and ignores a failure to write it.
  ///
  /// Only the label may contain escape sequences.
  func note(_ text: String, after label: String = "") {
    try? writeLine(label + VisibleText.of(text))
  }

  /// Waits until the descriptor takes bytes; another program can have made it non-blocking.
  private func waitForRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }

  private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
    Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
    Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
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
