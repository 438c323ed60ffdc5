/// The exit statuses of the program, which are part of its interface.
enum ExitStatus {
  static let success: Int32 = 0
  /// The options were right, but the work failed.
  static let failedWork: Int32 = 1
  /// Wrong use, or input that cannot be used.
  static let wrongUse: Int32 = 2
  /// The reader of standard output closed it; a shell reports the same for SIGPIPE.
  static let closedPipe: Int32 = 141

  /// Stopped by a signal; training saves first: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP.
  static func interrupted(by signal: Int32) -> Int32 { 128 + signal }
}
