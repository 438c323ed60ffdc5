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

/// The picture files that paths, folders and patterns name, one after the other.
///
/// A folder gives the files in it and in its folders by name, those whose name begins with a dot left out, and
/// of others than pictures those that end in a picture's extension only. Links to folders are not followed.
struct PicturePaths: Sequence, IteratorProtocol {
  /// Named files and folders still to come, the next one last.
  private var named: [String]
  /// The folders that are open, the innermost last: names still to come, the next one last.
  private var open: [(prefix: String, names: [String])] = []

  init(_ names: [String]) {
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
      }
    }
  }

  /// Opens a folder; false where its names cannot be read, so that it is told as a file that cannot.
  private mutating func enter(_ folder: String) -> Bool {
    guard let contents = try? FolderContents(folder) else { return false }
    open.append((contents.path(""), contents.names.reversed()))
    return true
  }

  /// The files that a pattern stands for; the name itself where it is a file or nothing fits.
  private static func expanded(_ name: String) -> [String] {
    guard name.contains(where: { "*?[".contains($0) }), PathKind(name) == .nothing else {
      return [name]
    }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(name, 0, nil, &result) == 0 else { return [name] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }

  /// Whether a file's name ends as a picture's.
  static func isPicture(_ path: String) -> Bool {
    PictureNames.isPicture(path)
  }
}
