#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The names in a folder.
package struct FolderContents: Sendable {
  /// The folder.
  package let path: String
  /// The sorted names of its entries, without those that begin with a dot.
  package let names: [String]

  /// Reads the names; throws if that is not allowed.
  package init(_ path: String) throws(SystemError) {
    guard let stream = opendir(path.pathBytes) else { throw .last }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(pathBytes: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    self.path = path
    self.names = names.sorted()
  }

  /// The path of an entry.
  package func path(_ name: String) -> String { joinPath(path, name) }

  /// The first of the names that exists, with or without one of the endings.
  package func first(_ candidates: [String], endings: [String] = ["", ".gz"]) -> String? {
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
    return lstat(path.pathBytes, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
