import LeNetData
import LeNetFiles

/// The runs below a folder.
package enum RunList {
  /// A run's folder with its content.
  package struct Entry: Sendable {
    /// The folder's path, beginning with the searched folder.
    package let folder: String
    /// The run, or why it cannot be read.
    package let run: Result<RecordedRun, RecordedRunError>
  }

  /// The largest depth of the search.
  private static let deepest = 16
  /// The largest number of folders to search.
  private static let mostFolders = 100_000
  /// Figures of a run that a list needs at most.
  private static let mostFigures = 5_000

  /// Every folder with a file of a run, sorted by name, without folders inside such a folder.
  ///
  /// It skips links, names that begin with a dot, and folders that it may
  /// not read.
  package static func entries(below folder: String) -> [Entry] {
    var found: [String] = []
    var left = mostFolders
    search(folder, depth: 0, left: &left, into: &found)
    return found.map { folder in
      Entry(
        folder: folder,
        run: Result { () throws(RecordedRunError) in
          try RecordedRun(reading: folder, most: mostFigures)
        })
    }
  }

  private static func search(
    _ folder: String, depth: Int, left: inout Int, into found: inout [String]
  ) {
    guard left > 0, let contents = try? FolderContents(folder) else { return }
    left -= 1
    let files = [RunFolder.recordName, RunFolder.checkpointName, RunFolder.metricsName]
    if contents.names.contains(where: files.contains) {
      found.append(folder)
      return
    }
    guard depth < deepest else { return }
    for name in contents.names where contents.isFolder(name) {
      search(contents.path(name), depth: depth + 1, left: &left, into: &found)
    }
  }
}
