import LeNetFiles

/// The bytes of an archive, on the disk or in memory.
protocol ArchiveSource {
  var size: Int { get }
  /// The bytes of a range; throws where it does not lie inside.
  func bytes(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8]
}

extension ArchiveSource {
  /// Whether a range lies inside.
  func holds(_ offset: Int, _ count: Int) -> Bool {
    offset >= 0 && count >= 0 && offset <= size && count <= size - offset
  }
}

/// An archive on the disk, of which any range can be read.
struct ArchiveFile: ArchiveSource {
  let size: Int
  private let file: RegularFile

  init(_ path: String) throws(ArchiveError) {
    do throws(FileReadingError) {
      file = try RegularFile(path)
    } catch {
      throw .unreadable(error)
    }
    size = file.size
  }

  func bytes(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8] {
    guard holds(offset, count) else { throw .damaged("it ends early") }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try file.file.bytes(at: offset, count: count)
    } catch {
      throw .unreadable(FileReadingError(file.path, .system(error)))
    }
    guard bytes.count == count else { throw .damaged("it ends early") }
    return bytes
  }
}

/// An archive in memory.
struct ArchiveBytes: ArchiveSource {
  let content: [UInt8]
  var size: Int { content.count }

  func bytes(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8] {
    guard holds(offset, count) else { throw .damaged("it ends early") }
    return Array(content[offset..<offset + count])
  }
}
