/// What the program tells the shell; part of its interface.
enum ExitStatus {
  static let success: Int32 = 0
  /// The work was understood and failed.
  static let failedWork: Int32 = 1
  /// Wrong use, or input that cannot be used.
  static let wrongUse: Int32 = 2
  /// The reader of standard output has gone; what a shell reports for a death by SIGPIPE.
  static let closedPipe: Int32 = 141

  /// Ended by a signal after saving: 130 for Ctrl-C, 143 for SIGTERM.
  static func interrupted(by signal: Int32) -> Int32 { 128 + signal }
}
