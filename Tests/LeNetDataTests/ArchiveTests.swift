import Foundation
import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetFetching
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Data sets out of archives")
struct ArchiveTests {
  /// Noise, which does not compress, and zeros, of which little holds much.
  private static let images =
    (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 &* 0x9E37_79B9_7F4A_7C15) >> 41) }
    + [UInt8](repeating: 0, count: 2_500_000)
  private static let labels = someBytes(3000)

  private static let wanted = [
    ArchiveMember("gzip/images", as: "inner/images", size: images.count),
    ArchiveMember("gzip/labels", as: "labels"),
  ]

  private static let right: [ArchiveWriter.Entry] = [
    .init(name: "gzip/", content: [], method: 0, kind: "5"),
    .init(name: "../../evil", content: [1, 2, 3]),
    .init(name: "gzip/images", content: images),
    .init(name: "gzip/labels", content: labels, method: 0),
    .init(name: "gzip/others", content: [7]),
  ]

  /// A way in which an archive is not what it should be, and what is said.
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let bytes: @Sendable () throws -> [UInt8]

    init(_ name: String, _ text: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) {
      testDescription = name
      self.text = text
      self.bytes = bytes
    }
  }

  /// Puts an archive whose digest is right into a folder, and unpacks it.
  private static func unpack(
    _ archive: [UInt8], named name: String
  ) throws -> (TemporaryFolder, FetchError?) {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/made", withIntermediateDirectories: false)
    try folder.write(archive, to: "made/\(name)")
    let dataset = KnownDataset(
      name: "made", title: "Made", shape: Shape(1, 1, 1), training: 1, test: 1, classes: ["a"],
      licence: "", page: "",
      files: [KnownFile(name, size: archive.count, .sha256(of: archive), mirrors: [])],
      members: wanted, format: .emnist(split: "made"))
    do throws(FetchError) {
      try DatasetFetcher(into: folder.path).fetch(dataset)
      return (folder, nil)
    } catch {
      return (folder, error)
    }
  }

  private static func files(in folder: TemporaryFolder) -> [String] {
    let found = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]
    return (found ?? []).sorted()
  }

  @Test(
    "Only what is wanted is unpacked, byte for byte",
    arguments: ["a.zip", "a-wide.zip", "a.tar.gz"])
  func unpacked(name: String) throws {
    let archive =
      name.hasSuffix(".zip")
      ? try ArchiveWriter.zip(
        Self.right, comment: "PK\u{5}\u{6} and then more than an end record has",
        isWide: name == "a-wide.zip")
      : try ArchiveWriter.tar(Self.right)
    let (folder, error) = try Self.unpack(archive, named: name)
    #expect(error == nil)
    #expect(
      Self.files(in: folder) == [
        "made", "made/\(name)", "made/inner", "made/inner/images", "made/labels",
      ])
    let images = FileManager.default.contents(atPath: folder.path + "/made/inner/images")
    #expect(images.map(Array.init) == Self.images)
    let labels = FileManager.default.contents(atPath: folder.path + "/made/labels")
    #expect(labels.map(Array.init) == Self.labels)
  }

  static let faults: [Fault] = [
    Fault("not an archive", "not an archive") { someBytes(5000) },
    Fault("empty", "not an archive") { [] },
    Fault("a member is missing", "no gzip/labels") { try ArchiveWriter.zip(Array(right[..<3])) },
    Fault("a member is there twice", "twice") { try ArchiveWriter.zip(right + [right[2]]) },
    Fault("a wrong CRC-32", "checksum") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 1, 2], in: bytes, count: 3))
      bytes[place + 16] ^= 1
      return bytes
    },
    Fault("damaged data", "gzip") {
      var bytes = try ArchiveWriter.zip(right)
      for place in 500..<600 { bytes[place] = 0xFF }
      return bytes
    },
    Fault("another method", "method 12") {
      var entries = right
      entries[2].method = 12
      return try ArchiveWriter.zip(entries)
    },
    Fault("an encrypted member", "method -1") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 1, 2], in: bytes, count: 3))
      bytes[place + 8] = 1
      return bytes
    },
    Fault("a member larger than it may be", "allowed") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 1, 2], in: bytes, count: 3))
      bytes[place + 27] = 0x7F
      return bytes
    },
    Fault("a member larger than it says", "bytes, expected 3") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 1, 2], in: bytes, count: 3))
      bytes.replaceSubrange(place + 24..<place + 28, with: [3, 0, 0, 0])
      return bytes
    },
    Fault("another name in the member's header", "another name") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 3, 4], in: bytes, count: 3))
      bytes[place + 30] = UInt8(ascii: "x")
      return bytes
    },
    Fault("a member elsewhere", "has no header") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 1, 2], in: bytes, count: 3))
      bytes[place + 42] ^= 4
      return bytes
    },
    Fault("a member beyond the end", "ends early") {
      var bytes = try ArchiveWriter.zip(right)
      let place = try #require(find([0x50, 0x4B, 1, 2], in: bytes, count: 3))
      bytes[place + 45] = 0x7F
      return bytes
    },
    Fault("a directory beyond the end", "ends early") {
      var bytes = try ArchiveWriter.zip(right)
      bytes[bytes.count - 3] = 0x7F
      return bytes
    },
    Fault("more entries than the directory can hold", "of that size") {
      var bytes = try ArchiveWriter.zip(right)
      bytes[bytes.count - 11] = 0xFF
      return bytes
    },
  ]

  static let wideFaults: [Fault] = [
    Fault("no locator of ZIP64", "its directory)") { try wide(0x0706_4B50, 3, 0) },
    Fault("a locator to the number beyond all", "its directory)") {
      try wide(0x0706_4B50, 15, 255)
    },
    Fault("a locator beyond the end", "ends early") { try wide(0x0706_4B50, 12, 1) },
    Fault("no record of ZIP64", "its directory)") { try wide(0x0606_4B50, 0, 0) },
    Fault("a count beyond all", "of that size") { try wide(0x0606_4B50, 38, 0x7F) },
    Fault("a directory of all there is", "of that size") { try wide(0x0606_4B50, 46, 0x7F) },
    Fault("a directory far away", "ends early") { try wide(0x0606_4B50, 54, 0x7F) },
    Fault("a member of all there is", "allowed") { try wide(0x0201_4B50, 46 + 11 + 9 + 6, 0x7F) },
    Fault("a member packed in all there is", "ends early") {
      try wide(0x0201_4B50, 46 + 11 + 9 + 14, 0x7F)
    },
    Fault("a member far away", "ends early") { try wide(0x0201_4B50, 46 + 11 + 9 + 22, 0x7F) },
    Fault("a field without its numbers", "its directory)") {
      try wide(0x0201_4B50, 46 + 11 + 7, 8)
    },
  ]

  /// An archive with the numbers of ZIP64, and one byte changed behind the third such mark, or the last.
  private static func wide(_ mark: UInt32, _ offset: Int, _ value: UInt8) throws -> [UInt8] {
    var bytes = try ArchiveWriter.zip(right, isWide: true)
    let pattern = withUnsafeBytes(of: mark.littleEndian) { Array($0) }
    let place = try #require(
      find(pattern, in: bytes, count: 3) ?? find(pattern, in: bytes, count: 1))
    bytes[place + offset] = value
    return bytes
  }

  @Test("A zip archive that is not right gives no file", arguments: faults + wideFaults)
  func refused(fault: Fault) throws {
    let (folder, error) = try Self.unpack(fault.bytes(), named: "a.zip")
    #expect("\(try #require(error))".contains(fault.text), "\(error.map { "\($0)" } ?? "")")
    expectNoJunk(in: folder, archive: "a.zip")
  }

  static let tarFaults: [Fault] = [
    Fault("no gzip", "1F 8B") { someBytes(5000) },
    Fault("cut gzip", "end before") { Array(try ArchiveWriter.tar(right).dropLast(500)) },
    Fault("no tar", "a header") { try Gzip.deflate(someBytes(5000)) },
    Fault("a member is missing", "no gzip/labels") { try ArchiveWriter.tar(Array(right[..<3])) },
    Fault("a member is there twice", "twice") { try ArchiveWriter.tar(right + [right[2]]) },
    Fault("a member of another size", "expected \(images.count)") {
      var entries = right
      entries[2].content.removeLast()
      return try ArchiveWriter.tar(entries)
    },
    Fault("a link in a member's place", "no gzip/images") {
      var entries = right
      entries[2].kind = "2"
      return try ArchiveWriter.tar(entries)
    },
    Fault("cut in a member", "ends early") {
      let header = ArchiveWriter.header(right[2])
      return try Gzip.deflate(header + images.prefix(5000))
    },
    Fault("a wrong checksum", "a header") {
      var header = ArchiveWriter.header(right[2])
      header[0] ^= 1
      return try Gzip.deflate(header + images)
    },
  ]

  @Test("A tar archive that is not right gives no file", arguments: tarFaults)
  func tarRefused(fault: Fault) throws {
    let (folder, error) = try Self.unpack(fault.bytes(), named: "a.tar.gz")
    #expect("\(try #require(error))".contains(fault.text), "\(error.map { "\($0)" } ?? "")")
    expectNoJunk(in: folder, archive: "a.tar.gz")
  }

  @Test("Cut at any length, an archive gives no wrong file", arguments: ["a.zip", "a.tar.gz"])
  func cut(name: String) throws {
    let small: [ArchiveWriter.Entry] = [
      .init(name: "gzip/images", content: Self.images), .init(name: "gzip/labels", content: [1]),
    ]
    let archive = name == "a.zip" ? try ArchiveWriter.zip(small) : try ArchiveWriter.tar(small)
    for count in stride(from: 0, to: archive.count, by: max(1, archive.count / 60)) {
      let (folder, error) = try Self.unpack(Array(archive[..<count]), named: name)
      #expect(error != nil, "\(count) bytes")
      expectNoJunk(in: folder, archive: name)
    }
  }

  /// Files that are there have the right content, and no other is.
  private func expectNoJunk(in folder: TemporaryFolder, archive: String) {
    let contents = ["made/inner/images": Self.images, "made/labels": Self.labels]
    for file in Self.files(in: folder)
    where !["made", "made/inner", "made/\(archive)"].contains(file) {
      let found = FileManager.default.contents(atPath: "\(folder.path)/\(file)").map(Array.init)
      #expect(found == contents[file], "\(file)")
    }
  }

  /// The place of the `count`th appearance.
  private static func find(_ pattern: [UInt8], in bytes: [UInt8], count: Int) -> Int? {
    var found = 0
    for place in 0...(bytes.count - pattern.count) where bytes[place...].starts(with: pattern) {
      found += 1
      if found == count { return place }
    }
    return nil
  }
}
