import CArguments
import LeNetFiles

/// The arguments of the program.
enum Arguments {
  /// All behind the program's name.
  static let given: [String] = {
    var count: Int32 = 0
    guard let values = process_arguments(&count), count > 0 else {
      return (1..<max(Int(CommandLine.argc), 1)).compactMap { place in
        CommandLine.unsafeArgv[place].map { String(pathBytes: $0) }
      }
    }
    return (1..<Int(count)).compactMap { values[$0].map { String(pathBytes: $0) } }
  }()
}
