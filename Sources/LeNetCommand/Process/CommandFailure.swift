/// The failure of a command: its message, if any, and its exit status.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// One sentence; nil if the command has reported the error itself.
  var message: String?
  var status: Int32

  var description: String { message ?? "exit status \(status)" }

  /// Options or input that cannot be used.
  static func wrongUse(_ message: String) -> CommandFailure {
    CommandFailure(message: message, status: ExitStatus.wrongUse)
  }

  /// A drawing that cannot become PNG; `endings` are those of the files that can hold it.
  static func notDrawnAsPNG(_ subject: String, endings: String) -> CommandFailure {
    CommandFailure(
      message: "\(subject) cannot be drawn as PNG, which needs libvips with SVG; "
        + "name a file that ends in \(endings)",
      status: ExitStatus.failedWork)
  }
}
