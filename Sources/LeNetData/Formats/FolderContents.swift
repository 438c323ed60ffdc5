#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The names in a folder.
package struct FolderContents: Sendable {
  /// The folder.
  package let path: String
  /// The sorted names of its entries, without those that begin with a dot.
  package let names: [String]

  /// Reads the names; throws if that is not allowed.
  package init(_ path: String) throws(DatasetError) {
    guard let stream = opendir(path) else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    self.path = path
    self.names = names.sorted()
  }

  /// The path of an entry.
  package func path(_ name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// The first of the names that exists, with or without one of the endings.
  func first(_ candidates: [String], endings: [String] = ["", ".gz"]) -> String? {
    candidates.lazy.flatMap { name in endings.map { name + $0 } }.first { names.contains($0) }
  }

  /// The folders among the entries.
  package var folders: [String] {
    names.filter { PathKind(path($0)) == .folder }
  }

  /// Whether an entry is a folder and not a link to one, so that a search cannot loop.
  package func isFolder(_ name: String) -> Bool { Self.isFolder(path(name)) }

  /// The same of any path.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The class names in `classes.txt` next to the data; nil if there is none.
  func classNames() throws(DatasetError) -> [String]? {
    let file = path(ClassList.fileName)
    guard PathKind(file) != .nothing else { return nil }
    let bytes = try fileBytes(file)
    do {
      return try ClassList.parse(bytes)
    } catch {
      throw .classes(file: file, error)
    }
  }
}

/// The folder that a path lies in, and its last name.
func divided(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  let folder = String(path[..<slash])
  return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
}
