import LeNetFiles

/// The folder of a run that was not given one.
enum RunFolderName {
  /// `runs/<architecture>-<number>` with the first number from 1 that is free.
  static func free(for architecture: String) -> String {
    // A name from a file may hold anything; a folder's name shall not.
    let name = String(
      architecture.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "." ? $0 : "-" })
    var number = 1
    while PathKind("runs/\(name)-\(number)") != .nothing { number += 1 }
    return "runs/\(name)-\(number)"
  }
}
