import LeNetArchives
import LeNetData
public import LeNetCatalog

/// Fetches known data sets into a data folder.
///
/// Over https only: each file comes from the first server that has it and is checked by its published
/// digest before it gets its name. Only an explicit request fetches: nothing else in the
/// library or the program calls this.
public struct DatasetFetcher: Sendable {
  /// The folder that holds a folder for each data set.
  public let dataFolder: String
  /// The time limits and other rules.
  public var rules = FetchRules()

  /// A fetcher that fills a data folder, and creates it if necessary.
  public init(into dataFolder: String) {
    self.dataFolder = dataFolder
  }

  /// Fetches the missing files of a data set, or all with `force`; returns the set's folder.
  ///
  /// Calls `stops` at least ten times a second and ends when it returns true; `report` gets the events.
  /// Waits for another process that fetches into the same folder. Throws if no server gives a file;
  /// existing files then stay unchanged, and new empty folders are removed.
  @discardableResult
  public func fetch(
    _ dataset: KnownDataset, force: Bool = false, stops: @escaping () -> Bool = { false },
    report: @escaping (FetchEvent) -> Void = { _ in }
  ) throws(FetchError) -> String {
    let made = MadeFolders()
    do throws(FetchError) {
      return try fetch(dataset, force: force, made, stops: stops, report: report)
    } catch {
      made.removeEmpty()
      throw error
    }
  }

  private func fetch(
    _ dataset: KnownDataset, force: Bool, _ made: MadeFolders, stops: @escaping () -> Bool,
    report: @escaping (FetchEvent) -> Void
  ) throws(FetchError) -> String {
    let folder = "\(dataFolder)/\(dataset.folder)"
    let lock = try FolderLock(folder, in: made, stops: stops) { report(.waiting(folder: folder)) }
    defer { lock.release() }
    // Without locks another process may be about to write into them.
    if !lock.mark.isEmpty { made.keep() }
    if !force, let form = dataset.forms.first {
      let files = form.verify(in: folder)
      if files.allSatisfy(\.state.isRight) {
        for file in files { report(.present(file: file.name)) }
        return folder
      }
    }
    var session: HTTPSession?
    for file in dataset.files {
      if !force, file.isRight(at: "\(folder)/\(file.name)") {
        report(.present(file: file.name))
        continue
      }
      // Opened for the first file that is missing, and kept for the others.
      let opened: HTTPSession
      if let session {
        opened = session
      } else {
        opened = try HTTPSession(rules, stops: stops)
        session = opened
      }
      try FileFetch(
        file: file, folder: folder, mark: lock.mark, rules: rules, session: opened, report: report
      ).run()
    }
    if let archive = dataset.files.first, !dataset.members.isEmpty {
      try unpack(dataset.members, of: archive, in: folder, made, mark: lock.mark, stops, report)
    }
    return folder
  }

  private func unpack(
    _ members: [ArchiveMember], of archive: KnownFile, in folder: String, _ made: MadeFolders,
    mark: String, _ stops: () -> Bool, _ report: (FetchEvent) -> Void
  ) throws(FetchError) {
    let path = "\(folder)/\(archive.name)"
    func unpack(
      _ member: ArchiveMember, from next: () throws(ArchiveError) -> [UInt8]?
    ) throws(FetchError) {
      guard !stops() else { throw .interrupted(in: folder) }
      if let slash = member.name.lastIndex(of: "/") {
        try made.make("\(folder)/\(member.name[..<slash])")
      }
      let part = try PartialFile(of: member.name, in: folder, mark: mark)
      do throws(FetchError) {
        try part.clear()
        while let bytes = try Self.reading(path, next) {
          try bytes.withUnsafeBufferPointer { piece throws(FetchError) in
            try part.append(UnsafeRawBufferPointer(piece))
          }
        }
        try part.publish()
      } catch {
        // Half a member is of no use to anybody.
        part.remove()
        throw error
      }
      report(.unpacked(file: member.name, bytes: part.size))
    }
    guard archive.name.hasSuffix(".zip") else {
      return try Self.readTar(path, members, unpack)
    }
    let zip = try Self.reading(path) { () throws(ArchiveError) in try ZipArchive(path: path) }
    for member in members {
      let content = try Self.reading(path) { () throws(ArchiveError) in
        try zip.open(member.path, limit: member.size ?? ArchiveMember.largest)
      }
      try unpack(member, from: content.next)
    }
  }

  /// Unpacks exactly the members that are wanted; throws where one is missing, there twice, or of
  /// another size than it should have.
  private static func readTar(
    _ path: String, _ members: [ArchiveMember],
    _ unpack: (ArchiveMember, () throws(ArchiveError) -> [UInt8]?) throws(FetchError) -> Void
  ) throws(FetchError) {
    let tar = try reading(path) { () throws(ArchiveError) in
      try TarArchive(path: path, limit: IDX.largestFile)
    }
    var found: Set<ArchiveMember> = []
    while let header = try reading(path, tar.nextMember) {
      let wanted = header.isFile ? members.first { $0.path == header.path } : nil
      guard let member = wanted else { continue }
      guard found.insert(member).inserted else {
        throw .archive(path: path, .repeatedMember(member.path))
      }
      if let size = member.size, header.size != size {
        throw .archive(
          path: path, .size(member: member.path, found: header.size, expected: size))
      }
      guard header.size <= ArchiveMember.largest else {
        throw .archive(
          path: path,
          .tooLarge(member: member.path, bytes: header.size, limit: ArchiveMember.largest))
      }
      try unpack(member, tar.content)
    }
    if let missing = members.first(where: { !found.contains($0) }) {
      throw .archive(path: path, .noMember(missing.path))
    }
  }

  private static func reading<Result>(
    _ path: String, _ body: () throws(ArchiveError) -> Result
  ) throws(FetchError) -> Result {
    do {
      return try body()
    } catch {
      throw .archive(path: path, error)
    }
  }
}
