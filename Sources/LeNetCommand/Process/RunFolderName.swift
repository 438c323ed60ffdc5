import LeNetFiles
import LeNetText

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

extension RunFolderName {
  /// The folder of a run, by its path or by its name in the list of the runs below `runs`.
  static func named(_ path: String) -> String {
    let listed = "runs/\(path)"
    return PathKind(path) == .nothing && PathKind(listed) == .folder ? listed : path
  }

  /// If nothing is at a path, the file beside it that was probably meant, as the end of a sentence.
  static func suggestion(for path: String) -> String {
    let (folder, name) = splitPath(path)
    guard PathKind(path) == .nothing, let contents = try? FolderContents(folder) else { return "" }
    let names = contents.names.map { path == name ? $0 : contents.path($0) }
    return didYouMean(path, among: names)
  }
}
