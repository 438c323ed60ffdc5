/// A file that a data set is published as.
public struct KnownFile: Hashable, Sendable {
  /// Its name in the data set's folder.
  public let name: String
  /// Its bytes; nil where no source says.
  public let size: Int?
  /// What its bytes hash to.
  public let digest: FileDigest
  /// Where it can be had, the place to try first at the beginning; https only.
  public let mirrors: [String]
  /// SHA-256 of what a gzip file holds; nil where it is not known.
  public let content: String?
  /// Bytes of what a gzip file holds; nil where they are not known.
  public let contentSize: Int?

  /// A file by its name, published under that name in folders of the mirrors.
  package init(
    _ name: String, size: Int? = nil, _ digest: FileDigest, in folders: [String],
    content: String? = nil, contentSize: Int? = nil
  ) {
    self.init(
      name, size: size, digest, mirrors: folders.map { $0 + name }, content: content,
      contentSize: contentSize)
  }

  /// A file by its name and whole addresses.
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

  /// The most bytes that are taken of a file whose size no source says.
  package static let largest = 256 << 20
}

/// A file inside a published archive.
public struct ArchiveMember: Hashable, Sendable {
  /// Its path in the archive.
  public let path: String
  /// Its path in the data set's folder.
  public let name: String
  /// Its bytes; nil where no source says.
  public let size: Int?

  package init(_ path: String, as name: String, size: Int? = nil) {
    self.path = path
    self.name = name
    self.size = size
  }

  /// The most bytes that are taken of one whose size no source says.
  package static let largest = 1 << 30
}

/// A file's name without `.gz` or `.bz2`; nil where it has neither.
package func unpackedFileName(_ name: String) -> String? {
  for ending in [".gz", ".bz2"] where name.hasSuffix(ending) {
    return String(name.dropLast(ending.count))
  }
  return nil
}
