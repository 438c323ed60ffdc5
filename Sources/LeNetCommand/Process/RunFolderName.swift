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
  /// The folder of the run that a person names: also by its name in the list of the runs below `runs`.
  static func named(_ path: String) -> String {
    let listed = "runs/\(path)"
    return PathKind(path) == .nothing && PathKind(listed) == .folder ? listed : path
  }

  /// The neighbour that was probably meant, where there is nothing at a path.
  static func suggestion(for path: String) -> String {
    let (folder, name) = splitPath(path)
    guard PathKind(path) == .nothing, let contents = try? FolderContents(folder) else { return "" }
    let names = contents.names.map { path == name ? $0 : contents.path($0) }
    return didYouMean(path, among: names)
  }
}
