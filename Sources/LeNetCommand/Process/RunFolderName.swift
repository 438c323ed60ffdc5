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

  /// The folder of a run; throws where nothing is there, with what was probably meant.
  static func existing(_ path: String) throws -> String {
    let folder = named(path)
    guard PathKind(folder) != .nothing else {
      throw CommandFailure.wrongUse("there is no folder \(folder)\(suggestion(for: folder))")
    }
    return folder
  }

  /// If nothing is at a path, the file beside it that was probably meant, or a run below `runs`, as the end of a
  /// sentence.
  static func suggestion(for path: String) -> String {
    guard PathKind(path) == .nothing, let meant = meant(path) ?? meant("runs/\(path)") else {
      return ""
    }
    return "; did you mean '\(meant)'?"
  }

  /// The path whose last name is most like that of a path.
  private static func meant(_ path: String) -> String? {
    let (folder, name) = splitPath(path)
    guard let contents = try? FolderContents(folder),
      let meant = LeNetText.suggestion(for: name, among: contents.names)
    else { return nil }
    return path == name ? meant : contents.path(meant)
  }
}
