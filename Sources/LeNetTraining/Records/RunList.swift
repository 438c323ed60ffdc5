import LeNetData

/// The runs below a folder.
package enum RunList {
  /// A folder of a run, and what it tells.
  package struct Entry: Sendable {
    /// The folder, beginning with the one that was searched.
    package let folder: String
    /// The run, or why the folder does not tell of one.
    package let run: Result<RecordedRun, RecordedRunError>
  }

  /// Folders within each other that are looked into.
  private static let deepest = 16
  /// Folders that are looked into in all.
  private static let mostFolders = 100_000

  /// Every folder that holds a file of a run, in the order of names, and not what lies inside one.
  ///
  /// Links are not followed, names that begin with a dot are left out, and so are folders that may
  /// not be read.
  package static func entries(below folder: String) -> [Entry] {
    var found: [String] = []
    var left = mostFolders
    search(folder, depth: 0, left: &left, into: &found)
    return found.map { folder in
      Entry(
        folder: folder,
        run: Result { () throws(RecordedRunError) in try RecordedRun(reading: folder) })
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
