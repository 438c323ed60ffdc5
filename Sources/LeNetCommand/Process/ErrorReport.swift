import LeNet
import LeNetExport
import LeNetFetching
import LeNetFiles
import LeNetText

/// The message and the exit status of a command that fails.
struct ErrorReport {
  /// One sentence without its full stop; empty if the command has reported the error itself.
  let message: String
  /// Where to read more, for wrong use.
  let hint: String?
  let status: Int32

  /// Options that the parser or a `validate()` refused.
  init(usage message: String, hint: String?) {
    self.message = ErrorReport.parserSentence(message)
    self.hint = hint
    status = ExitStatus.wrongUse
  }

  init(_ error: any Error) {
    hint = nil
    status = ErrorReport.status(of: error)
    message = ErrorReport.withSuggestion(ErrorReport.message(of: error))
  }

  /// The parser's message in the style of all errors: in one line, from a small letter on, without a full stop.
  static func parserSentence(_ message: String) -> String {
    let line = message.replacing(
      ". Please provide one of the following:\n  - ", with: "; choose one of "
    )
    .replacing("\n  - ", with: ", ")
    .replacing(/\. Please provide one of ('.+)$/) { match in
      "; choose one of " + match.output.1.replacing("' or '", with: "', '").replacing("'", with: "")
    }
    let sentence = line.hasSuffix(".") ? line.dropLast() : line[...]
    return withSuggestion(
      ValueExpectation.added(to: sentence.prefix(1).lowercased() + sentence.dropFirst()))
  }

  /// The sentence with the name that was probably meant, where it lists the names to choose from.
  static func withSuggestion(_ sentence: String) -> String {
    guard !sentence.contains("did you mean"),
      let match = sentence.firstMatch(
        of: /(?:'([^']+)'|--[a-z-]+ is ([^ ,;=]+)).*?(?:choose|expected) one of (.+)/),
      let typed = match.output.1 ?? match.output.2
    else { return sentence }
    let names = match.output.3.split(separator: #/, | and | or /#).filter { !$0.contains(" ") }
    return sentence + didYouMean(String(typed), among: names.map(String.init))
  }

  /// Writes the sentence to standard error, as an object where `asJSON`, and gives the exit status.
  func print(asJSON: Bool = false) -> Int32 {
    guard !message.isEmpty else { return status }
    if asJSON {
      try? OutputStream.error.writeJSON(
        .object([
          "error": .string(message), "help": hint.map(JSON.string) ?? .null,
          "status": .integer(Int(status)),
        ]))
      return status
    }
    let label = OutputStream.error.terminal.paint("error:", .red)
    OutputStream.error.note(
      message + (message.hasSuffix("?") ? "" : "."), after: "lenet: \(label) ")
    if let hint { OutputStream.error.note(hint) }
    return status
  }

  private static func message(of error: any Error) -> String {
    switch error {
    case let failure as CommandFailure: failure.message ?? ""
    case OutputError.closed: ""
    default: error.sentence
    }
  }

  private static func status(of error: any Error) -> Int32 {
    switch error {
    case let failure as CommandFailure: failure.status
    case OutputError.closed: ExitStatus.closedPipe
    case let error as AtomicFileError where error.isWrongPlace: ExitStatus.wrongUse
    case is OutputError, is AtomicFileError, is FetchError: ExitStatus.failedWork
    case ExportError.damaged, ExportError.otherNumbers: ExitStatus.failedWork
    case let error as TrainingError:
      error.isWrongUse ? ExitStatus.wrongUse : ExitStatus.failedWork
    // All others are about input that cannot be used: a data set, a model, an architecture.
    default: ExitStatus.wrongUse
    }
  }
}
