import CZlib

/// Unpacks single members of a zip archive on the disk, piece by piece.
struct ZipFile {
  let members: [ZipDirectory.Member]
  private let file: ArchiveFile

  /// The largest directory, in bytes.
  private static let largestDirectory = 1 << 20
  private static let piece = 1 << 20

  /// Reads the directory.
  init(_ path: String) throws(FetchError) {
    file = try ArchiveFile(path)
    members = try ZipDirectory(of: file, limit: Self.largestDirectory).members
  }

  /// Writes the content of the member at `path` to the end of a file.
  ///
  /// Throws if it is missing, repeated, larger than `limit`, or damaged; the bytes
  /// written before an error are worthless.
  func unpack(_ path: String, limit: Int, into part: PartialFile) throws(FetchError) {
    let found = members.filter { $0.path == path }
    guard let member = found.first else { throw file.fault(.noMember(path)) }
    guard found.count == 1 else { throw file.fault(.repeatedMember(path)) }
    let method = member.isEncrypted ? -1 : member.method
    guard method == 0 || method == 8 else {
      throw file.fault(.unknownMethod(member: path, method))
    }
    guard member.size <= limit else {
      throw file.fault(.tooLarge(member: path, bytes: member.size, limit: limit))
    }
    let start = try ZipDirectory.content(of: member, in: file).lowerBound
    let inflater = method == 8 ? RawInflater() : nil
    if method == 8, inflater == nil { throw file.fault(.gzip(.outOfMemory)) }
    var size = 0
    var crc = crc32(0, nil, 0)
    var done = 0
    while done < member.packed, inflater?.isAtEnd != true {
      let count = min(Self.piece, member.packed - done)
      var content = try file.bytes(at: start + done, count: count)
      done += count
      inflater?.feed(content)
      repeat {
        if let inflater { content = try inflated(by: inflater) }
        size += content.count
        guard size <= member.size else { throw file.fault(wrongSize(of: member, size)) }
        crc = content.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
        try content.withUnsafeBufferPointer { buffer throws(FetchError) in
          try part.append(UnsafeRawBufferPointer(buffer))
        }
      } while inflater != nil && !content.isEmpty
    }
    if let inflater, !inflater.isAtEnd { throw file.fault(.gzip(.truncated)) }
    guard size == member.size else { throw file.fault(wrongSize(of: member, size)) }
    guard UInt32(truncatingIfNeeded: crc) == member.checksum else {
      throw file.fault(.checksum(member: path))
    }
  }

  private func wrongSize(of member: ZipDirectory.Member, _ found: Int) -> ArchiveError {
    .size(member: member.path, found: found, expected: member.size)
  }

  private func inflated(by inflater: RawInflater) throws(FetchError) -> [UInt8] {
    do {
      return try inflater.next(Self.piece)
    } catch {
      throw file.fault(.gzip(error))
    }
  }
}

extension ArchiveFile: ZipSource {
  func failure(_ fault: ZipFault) -> FetchError {
    let error: ArchiveError =
      switch fault {
      case .notAnArchive: .notAnArchive
      case .directorySize: .damaged("its directory cannot be of that size")
      case .directoryPlace, .place: .damaged("it ends early")
      case .directory: .damaged("its directory")
      case .noHeader(let member): .damaged("\(member) has no header")
      case .otherName(let member): .damaged("\(member) has another name in its header")
      }
    return self.fault(error)
  }
}
