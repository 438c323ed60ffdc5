import LeNetArchives

/// Reads a zip archive that was just written.
enum ReadArchive {
  /// The members with their content, in the archive's order; their checksums are verified.
  static func members(
    of bytes: [UInt8], format: ExportFormat
  ) throws(ExportError) -> [(path: String, content: [UInt8])] {
    do throws(ArchiveError) {
      let archive = try ZipArchive(bytes)
      var members: [(path: String, content: [UInt8])] = []
      for member in archive.members {
        members.append((member.path, try archive.open(member, limit: bytes.count).all()))
      }
      return members
    } catch {
      throw .damaged(format: format, problem: "\(error)")
    }
  }
}
