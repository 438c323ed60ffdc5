import LeNetFiles

/// The default folder of a run.
enum RunFolderName {
  /// `runs/<architecture>-<number>` with the smallest free number from 1.
  static func free(for architecture: String) -> String {
    // An architecture's name from a file can contain characters that a folder's name should not.
    let name = String(
      architecture.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "." ? $0 : "-" })
    var number = 1
    while PathKind("runs/\(name)-\(number)") != .nothing { number += 1 }
    return "runs/\(name)-\(number)"
  }
}
