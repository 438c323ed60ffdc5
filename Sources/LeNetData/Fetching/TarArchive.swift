/// Unpacks single members of a gzip-compressed tar archive (POSIX ustar, as GNU tar writes it too).
///
/// It reads the archive once, from beginning to end, for all wanted members.
struct TarArchive {
  private let file: ArchiveFile

  private static let block = 512
  private static let piece = 1 << 20

  init(_ path: String) throws(FetchError) {
    file = try ArchiveFile(path)
    guard file.size <= IDX.largestFile else {
      throw file.fault(
        .tooLarge(member: "the archive", bytes: file.size, limit: IDX.largestFile))
    }
  }

  /// Unpacks members, each into the file opened for it, and reports each one.
  ///
  /// It matches only exactly these paths and skips all other members. Throws
  /// where one is missing, there twice, or of another size than it should have.
  func unpack(
    _ wanted: [ArchiveMember], into open: (ArchiveMember) throws(FetchError) -> PartialFile,
    done: (ArchiveMember, PartialFile) throws(FetchError) -> Void
  ) throws(FetchError) {
    let bytes = try file.bytes(at: 0, count: file.size)
    try bytes.withUnsafeBufferPointer { input throws(FetchError) in
      let content = try Content(input, of: file)
      var found: Set<ArchiveMember> = []
      while let header = try content.header() {
        let member = header.isFile ? wanted.first { $0.path == header.path } : nil
        guard let member else {
          try content.skip(header.blocks * Self.block)
          continue
        }
        guard found.insert(member).inserted else { throw file.fault(.repeatedMember(member.path)) }
        try check(header, as: member)
        let part = try open(member)
        try part.clear()
        try content.copy(header.size, into: part)
        try content.skip(header.blocks * Self.block - header.size)
        try done(member, part)
      }
      if let missing = wanted.first(where: { !found.contains($0) }) {
        throw file.fault(.noMember(missing.path))
      }
    }
  }

  private func check(_ header: Header, as member: ArchiveMember) throws(FetchError) {
    if let size = member.size, header.size != size {
      throw file.fault(.size(member: member.path, found: header.size, expected: size))
    }
    guard header.size <= ArchiveMember.largest else {
      throw file.fault(
        .tooLarge(member: member.path, bytes: header.size, limit: ArchiveMember.largest))
    }
  }

  /// The header block of a member.
  struct Header: Equatable {
    let path: String
    let size: Int
    let isFile: Bool

    /// The number of blocks of the content.
    var blocks: Int { (size + TarArchive.block - 1) / TarArchive.block }

    /// Reads a block; nil if its checksum or its size is invalid.
    init?(_ block: [UInt8]) {
      guard block.count == TarArchive.block, let sum = Header.octal(block[148..<156]),
        let size = Header.octal(block[124..<136])
      else { return nil }
      // The checksum counts its own field as blanks.
      let counted = block.indices.reduce(0) {
        $0 + (148..<156 ~= $1 ? 32 : Int(block[$1]))
      }
      guard sum == counted else { return nil }
      let name = Header.text(block[0..<100])
      let isUstar = block[257..<262].elementsEqual("ustar".utf8) && block[262] == 0
      let prefix = isUstar ? Header.text(block[345..<500]) : ""
      path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      self.size = size
      isFile = block[156] == UInt8(ascii: "0") || block[156] == 0
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func octal(_ bytes: ArraySlice<UInt8>) -> Int? {
      let digits = bytes.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
      return digits.isEmpty
        ? nil
        : Int(String(decoding: digits, as: UTF8.self), radix: 8)
          .flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  /// The decompressed archive.
  private struct Content {
    let reader: GzipInflater
    let file: ArchiveFile

    init(_ input: UnsafeBufferPointer<UInt8>, of file: ArchiveFile) throws(FetchError) {
      self.file = file
      do {
        reader = try GzipInflater(input, verifying: true)
      } catch {
        throw file.fault(.gzip(error))
      }
    }

    /// The next header; nil at the end, which a block of zeros marks.
    func header() throws(FetchError) -> Header? {
      let block = try next(TarArchive.block)
      if block.isEmpty || block.allSatisfy({ $0 == 0 }) && block.count == TarArchive.block {
        return nil
      }
      guard let header = Header(block) else { throw file.fault(.damaged("a header")) }
      return header
    }

    func copy(_ count: Int, into part: PartialFile) throws(FetchError) {
      var left = count
      while left > 0 {
        let bytes = try next(min(left, TarArchive.piece))
        guard !bytes.isEmpty else { throw file.fault(.damaged("it ends early")) }
        try bytes.withUnsafeBufferPointer { buffer throws(FetchError) in
          try part.append(UnsafeRawBufferPointer(buffer))
        }
        left -= bytes.count
      }
    }

    func skip(_ count: Int) throws(FetchError) {
      var left = count
      while left > 0 {
        let bytes = try next(min(left, TarArchive.piece))
        guard !bytes.isEmpty else { throw file.fault(.damaged("it ends early")) }
        left -= bytes.count
      }
    }

    private func next(_ count: Int) throws(FetchError) -> [UInt8] {
      do {
        return try [UInt8](capacity: count) { span throws(GzipError) in
          try span.withUnsafeMutableBufferPointer { buffer, filled throws(GzipError) in
            filled = try reader.read(into: buffer)
          }
        }
      } catch {
        throw file.fault(.gzip(error))
      }
    }
  }
}
