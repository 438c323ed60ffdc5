package import LeNetFiles

/// The bytes of a regular file of at most `DataMemory.limit` bytes.
package func fileBytes(_ path: String) throws(DatasetError) -> [UInt8] {
  do throws(FileReadingError) {
    return try FileReading.bytes(of: path, limit: DataMemory.limit)
  } catch {
    throw DatasetError(error)
  }
}

/// The names in a folder.
package func folderContents(_ path: String) throws(DatasetError) -> FolderContents {
  do throws(SystemError) {
    return try FolderContents(path)
  } catch {
    throw .unreadable(path: path, reason: error.reason)
  }
}

extension DatasetError {
  /// The error of reading one of a data set's files.
  init(_ error: FileReadingError) {
    switch error.cause {
    case .tooLarge(let bytes, _): self = .tooLarge(path: error.path, bytes: bytes)
    case .system(let cause): self = .unreadable(path: error.path, reason: cause.reason)
    case .folder, .notRegular, .zeroByteInName:
      self = .unreadable(path: error.path, reason: "it is not a file")
    }
  }
}

extension FolderContents {
  /// The class names in `classes.txt` beside the data, or nil where there is none.
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
