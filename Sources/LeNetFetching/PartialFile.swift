import LeNetCatalog
import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An incomplete file, hidden in the folder of its final name.
///
/// A fetch resumes a file of an earlier try, so its bytes are not trusted
/// until its digest is checked.
final class PartialFile {
  /// The number of bytes so far.
  private(set) var size: Int
  let path: String
  private let target: String
  private let folder: String
  private let file: OpenFile

  /// Opens the partial file of `name` in `folder`, or creates an empty one.
  ///
  /// `mark` is a part of its name, to separate processes.
  init(of name: String, in folder: String, mark: String = "") throws(FetchError) {
    let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
    let inner = slash.map { "/" + name[..<$0] } ?? ""
    let file = slash.map { name[name.utf8.index(after: $0)...] } ?? name[...]
    self.folder = folder + inner
    path = "\(self.folder)/.\(file)\(mark).part"
    target = "\(folder)/\(name)"
    var status = stat()
    // A fetch leaves only plain files of one name.
    if lstat(path.pathBytes, &status) == 0,
      status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1
    {
      unlink(path.pathBytes)
    }
    do throws(FileWritingError) {
      self.file = try .toWrite(path, O_RDWR)
    } catch {
      throw .writing(path, error)
    }
    do throws(SystemError) {
      size = Int(try self.file.status().st_size)
      try self.file.cut(to: size)
    } catch {
      throw .system(path, error)
    }
  }

  /// Empties the file.
  func clear() throws(FetchError) {
    try attempt { () throws(SystemError) in try file.cut(to: 0) }
    size = 0
  }

  /// Adds bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FetchError) {
    try attempt { () throws(SystemError) in try file.write(bytes) }
    size += bytes.count
  }

  /// The digest of the content, by the function of an expected digest.
  func digest(like expected: FileDigest) throws(FetchError) -> String {
    try attempt { () throws(SystemError) in try expected.ofContent(file) }
  }

  /// Syncs the file to the disk and gives it its final name.
  func publish() throws(FetchError) {
    if FolderContents.isFolder(target) {
      throw .file(path: target, reason: "a folder stands where the file belongs")
    }
    do throws(AtomicFileError) {
      try AtomicFile.publish(file, as: target)
    } catch {
      throw .system(
        error.step == .writing ? path : error.step == .folder ? folder : target, error.cause)
    }
  }

  private func attempt<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(FetchError) -> Result {
    do {
      return try body()
    } catch {
      throw .system(path, error)
    }
  }

  /// Deletes the file.
  func remove() {
    unlink(path.pathBytes)
  }
}
