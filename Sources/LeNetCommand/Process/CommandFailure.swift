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
}
