/// An end of a command other than success: what to say, if anything, and what to tell the shell.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// One sentence, or nil where all has been said.
  var message: String?
  var status: Int32

  var description: String { message ?? "exit status \(status)" }

  /// Options or input that cannot be used.
  static func wrongUse(_ message: String) -> CommandFailure {
    CommandFailure(message: message, status: ExitStatus.wrongUse)
  }
}
