/// A published file of a data set.
public struct KnownFile: Hashable, Sendable {
  /// The file's name in the data set's folder.
  public let name: String
  /// Its bytes; nil if no source says.
  public let size: Int?
  /// The published digest of the file.
  public let digest: FileDigest
  /// The addresses of the file, in the order to try them; https only.
  public let mirrors: [String]
  /// SHA-256 of a gzip file's content; nil if unknown.
  public let content: String?
  /// The size of a gzip file's content in bytes; nil if unknown.
  public let contentSize: Int?

  /// A file published under its name in folders of the mirrors.
  package init(
    _ name: String, size: Int? = nil, _ digest: FileDigest, in folders: [String],
    content: String? = nil, contentSize: Int? = nil
  ) {
    self.init(
      name, size: size, digest, mirrors: folders.map { $0 + name }, content: content,
      contentSize: contentSize)
  }

  /// A file with its complete addresses.
  package init(
    _ name: String, size: Int? = nil, _ digest: FileDigest, mirrors: [String],
    content: String? = nil, contentSize: Int? = nil
  ) {
    self.name = name
    self.size = size
    self.digest = digest
    self.mirrors = mirrors
    self.content = content
    self.contentSize = contentSize
  }

  /// The size limit for a file of unknown size, in bytes.
  package static let largest = 256 << 20
}

/// A file inside a published archive.
public struct ArchiveMember: Hashable, Sendable {
  /// Its path in the archive.
  public let path: String
  /// Its path in the data set's folder.
  public let name: String
  /// Its bytes; nil if no source says.
  public let size: Int?

  package init(_ path: String, as name: String, size: Int? = nil) {
    self.path = path
    self.name = name
    self.size = size
  }

  /// The size limit for a member of unknown size, in bytes.
  package static let largest = 1 << 30
}

/// A file's name without `.gz` or `.bz2`; nil where it has neither.
package func unpackedFileName(_ name: String) -> String? {
  for ending in [".gz", ".bz2"] where name.hasSuffix(ending) {
    return String(name.dropLast(ending.count))
  }
  return nil
}
