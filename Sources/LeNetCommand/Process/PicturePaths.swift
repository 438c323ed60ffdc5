import LeNetData
import LeNetFiles
import LeNetImages

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The picture files of paths, folders and patterns, in order.
///
/// A folder gives the files in it and its subfolders, sorted by name. It skips names that begin with a dot and
/// files without a picture's extension, and does not follow links to folders.
struct PicturePaths: Sequence, IteratorProtocol {
  /// The remaining named files and folders, in reverse order.
  private var named: [String]
  /// The open folders, the innermost last: their remaining names, in reverse order.
  private var open: [(prefix: String, names: [String])] = []

  /// Counts the files of folders that are skipped, except those whose name begins with a dot.
  private let leftOut: LeftOutFiles?

  init(_ names: [String], leftOut: LeftOutFiles? = nil) {
    self.leftOut = leftOut
    named = names.flatMap(Self.expanded).reversed()
  }

  mutating func next() -> String? {
    while true {
      guard let innermost = open.indices.last else {
        guard let path = named.popLast() else { return nil }
        if PathKind(path) != .folder || !enter(path) { return path }
        continue
      }
      guard let name = open[innermost].names.popLast() else {
        open.removeLast()
        continue
      }
      let path = open[innermost].prefix + name
      if FolderContents.isFolder(path) {
        if !enter(path) { return path }
      } else if Self.isPicture(path) {
        return path
      } else if regularFileSize(path) != nil {
        leftOut?.add(path)
      }
    }
  }

  /// Opens a folder; false if it cannot be read, and is then reported like an unreadable file.
  private mutating func enter(_ folder: String) -> Bool {
    guard let contents = try? FolderContents(folder) else { return false }
    open.append((contents.path(""), contents.names.reversed()))
    return true
  }

  /// The files that match a pattern; the text itself if it is a file or nothing matches.
  private static func expanded(_ name: String) -> [String] {
    guard name.contains(where: { "*?[".contains($0) }), PathKind(name) == .nothing else {
      return [name]
    }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(name.pathBytes, 0, nil, &result) == 0 else { return [name] }
    return (0..<Int(result.gl_pathc)).compactMap {
      result.gl_pathv[$0].map { String(pathBytes: $0) }
    }
  }

  /// Whether a file has a picture's extension.
  static func isPicture(_ path: String) -> Bool {
    PictureNames.isPicture(path)
  }
}
