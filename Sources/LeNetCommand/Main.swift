import ArgumentParser

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The program: reads the arguments, runs the command, says what went wrong.
@main
enum Main {
  static func main() {
    StandardDescriptors.fillClosed()
    Interruption.ignoreClosedPipes()
    exit(status())
  }

  private static func status() -> Int32 {
    do {
      var command = try LeNetTool.parseAsRoot()
      try run(&command)
      return ExitStatus.success
    } catch {
      return report(error)
    }
  }

  /// Options that turn out to be wrong at work have been understood: no help says more than the sentence.
  private static func run(_ command: inout any ParsableCommand) throws {
    do {
      try command.run()
    } catch let error as ValidationError {
      throw CommandFailure.wrongUse(error.message)
    }
  }

  /// Says an error and gives its exit status; help and version are "errors" of the parser too.
  private static func report(_ error: any Error) -> Int32 {
    if error is CommandFailure || error is OutputError {
      return ErrorReport(error).print()
    }
    let code = LeNetTool.exitCode(for: error)
    guard code.isSuccess || code == .validationFailure else { return ErrorReport(error).print() }
    let message = LeNetTool.message(for: error)
    guard code.isSuccess else {
      return ErrorReport(usage: message, hint: hint(error)).print()
    }
    do {
      try OutputStream.standard.write(message.hasSuffix("\n") ? message : message + "\n")
      return ExitStatus.success
    } catch {
      return ErrorReport(error).print()
    }
  }

  /// The parser's last line names the help of the command that was meant.
  private static func hint(_ error: any Error) -> String? {
    let lines = LeNetTool.fullMessage(for: error).split(separator: "\n")
    guard let last = lines.last(where: { $0.contains("See '") }) else { return nil }
    return String(last.drop { $0 == " " })
  }
}
