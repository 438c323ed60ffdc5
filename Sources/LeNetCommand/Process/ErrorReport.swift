import LeNet
import LeNetFetching
import LeNetFiles

/// What a person reads when a command ends badly, and what the shell is told.
struct ErrorReport {
  /// One sentence; empty where all has been said.
  let message: String
  /// Where to read more, for wrong use.
  let hint: String?
  let status: Int32

  /// Options that the parser or a `validate()` refused.
  init(usage message: String, hint: String?) {
    // The parser lists choices on lines of their own.
    self.message = message.replacing(
      "Please provide one of the following:\n  - ", with: "choose one of "
    )
    .replacing("\n  - ", with: ", ")
    self.hint = hint
    status = ExitStatus.wrongUse
  }

  init(_ error: any Error) {
    hint = nil
    status = ErrorReport.status(of: error)
    message = ErrorReport.message(of: error)
  }

  /// Writes the sentence to standard error and gives the exit status.
  func print() -> Int32 {
    guard !message.isEmpty else { return status }
    let label = OutputStream.error.terminal.paint("error:", .red)
    OutputStream.error.note(Sentence.text(message), after: "lenet: \(label) ")
    if let hint { OutputStream.error.note(hint) }
    return status
  }

  private static func message(of error: any Error) -> String {
    switch error {
    case let failure as CommandFailure: failure.message ?? ""
    case OutputError.closed: ""
    case TrainingError.recipe(let error): error.optionSentence
    default: "\(error)"
    }
  }

  private static func status(of error: any Error) -> Int32 {
    switch error {
    case let failure as CommandFailure: failure.status
    case OutputError.closed: ExitStatus.closedPipe
    case is OutputError, is AtomicFileError, is FetchError: ExitStatus.failedWork
    case let error as TrainingError:
      error.isWrongUse ? ExitStatus.wrongUse : ExitStatus.failedWork
    // What is left is input that cannot be used: a data set, a model, an architecture.
    default: ExitStatus.wrongUse
    }
  }
}
