import Foundation
import LeNetData
import Testing

@Suite("NumPy archives that claim what they do not hold")
struct ArchiveClaimTests {
  /// A ZIP archive of stored members whose directory claims other sizes than they have.
  private static func zip(
    _ members: [(name: String, content: [UInt8])], claims: UInt32? = nil, method: UInt8 = 0
  ) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let start = UInt32(file.count)
      var middle: [UInt8] = [20, 0, 0, 0, method, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      middle += little(UInt32(content.count))
      middle += little(claims ?? UInt32(content.count))
      middle += little(UInt16(name.utf8.count))
      middle += [0, 0]
      file += [0x50, 0x4B, 3, 4]
      file += middle
      file += Array(name.utf8)
      file += content
      directory += [0x50, 0x4B, 1, 2, 20, 0]
      directory += middle
      directory += [UInt8](repeating: 0, count: 10)
      directory += little(start)
      directory += Array(name.utf8)
    }
    let place = UInt32(file.count)
    file += directory
    file += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    file += little(UInt16(members.count))
    file += little(UInt16(members.count))
    file += little(UInt32(directory.count))
    file += little(place)
    file += [0, 0]
    return file
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static let emptyDirectory: [UInt8] =
    [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 255, 255, 255, 255] + [UInt8](repeating: 9, count: 10)

  @Test(
    "each is refused with the reason",
    arguments: [
      (zip([]), "there is no array x_train, found none"),
      (zip([("y_test.npy", [])]), "there is no array x_train, found y_test"),
      (zip([("x_train.npy", [1, 2, 3])]), "is damaged"),
      (zip([("x_train.npy", [1, 2, 3])], claims: .max - 1), "claims 4294967294 bytes"),
      (zip([("x_train.npy", [1, 2, 3])], claims: 2_000_000_000, method: 8), "claims 2000000000"),
      (zip([("x_train.npy", [1, 2, 3])], claims: 3000, method: 8), "is damaged"),
      (zip([("x_train.npy", [1, 2, 3])], method: 12), "ZIP's method 12"),
      ([0x50, 0x4B], "not a NumPy archive"), ([], "not a NumPy archive"),
      ([UInt8](repeating: 0, count: 100_000), "not a NumPy archive"),
      (emptyDirectory, "directory"),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], says: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "x.npz")
    let error = #expect(throws: DatasetError.self) { try DatasetSplits.load(path: folder.path) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test(
    "a comment that looks like an end record, bytes behind the archive, and ZIP64 are understood")
  func oddities() throws {
    let comment = "PK\u{5}\u{6} and then more than an end record has"
    for bytes in [
      try Self.numbers(comment: comment), try Self.numbers() + [1, 2, 3],
      try Self.numbers(comment: comment, isWide: true),
    ] {
      let folder = try TemporaryFolder()
      try folder.write(bytes, to: "x.npz")
      #expect(try DatasetSplits.load(path: folder.path).training.images == [1, 2, 3, 4])
    }
  }

  @Test(
    "a member that claims more than the file has, up to the greatest number",
    arguments: [1, 40, 62])
  func packedSize(shift: Int) throws {
    var bytes = try Self.numbers(isWide: true)
    // In the directory: ZIP64's field of 24 bytes, the content's size, and then the packed one.
    let field = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [1, 0, 24, 0]) })
    bytes.replaceSubrange(field + 12..<field + 20, with: Self.little(UInt64(1) << shift))
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "x.npz")
    let error = #expect(throws: DatasetError.self) { try DatasetSplits.load(path: folder.path) }
    #expect(error?.description.contains("x_train.npy is damaged") == true)
  }

  @Test("a member's own header has to have its name")
  func otherName() throws {
    var bytes = try Self.numbers()
    bytes[30] = UInt8(ascii: "z")
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "x.npz")
    let error = #expect(throws: DatasetError.self) { try DatasetSplits.load(path: folder.path) }
    #expect(error?.description.contains("x_train.npy is damaged") == true)
  }

  @Test("arrays under each of their names, and parts of which one is missing")
  func names() throws {
    for (names, says) in [
      (["x_train", "y_train", "x_test", "y_test"], nil), (["x", "y"], nil),
      (["train_images", "train_labels", "test_images", "test_labels"], nil),
      (["x_train", "y_train"], nil),
      (
        ["x_train", "x_test", "y_test"],
        "there are no labels for x_train; add them"
      ),
      (["y_train", "x_test"], "there are no labels for x_test"),
      (["y_train", "y_test"], "there is no array x_train, found y_train, y_test"),
    ] {
      let folder = try TemporaryFolder()
      try folder.write(try Self.numbers(names), to: "x.npz")
      guard let says else {
        let loaded = try DataSource(path: folder.path).load()
        let isDivided = names.count == 2
        #expect(
          loaded.splits.training.count == (isDivided ? 3 : 4) && loaded.notes.isEmpty != isDivided)
        #expect(loaded.splits.test.count == (isDivided ? 1 : 4), "\(names)")
        continue
      }
      let error = #expect(throws: DatasetError.self) { try DatasetSplits.load(path: folder.path) }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
  }

  /// Four images of a pixel in each part.
  private static func numbers(
    _ names: [String] = ["x_train", "y_train", "x_test", "y_test"], comment: String = "",
    isWide: Bool = false
  ) throws -> [UInt8] {
    func array(_ shape: String, _ elements: [UInt8]) -> [UInt8] {
      let text = "{'descr': '|u1', 'fortran_order': False, 'shape': \(shape), }\n"
      return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
        + elements
    }
    let entries = names.map { name in
      let isImages = name.hasPrefix("x") || name.hasSuffix("images")
      return ArchiveWriter.Entry(
        name: name + ".npy",
        content: isImages ? array("(4, 1, 1)", [1, 2, 3, 4]) : array("(4,)", [1, 2, 1, 2]))
    }
    return try ArchiveWriter.zip(entries, comment: comment, isWide: isWide)
  }

  @Test("floats from 0 to 1 become bytes, and a note says so")
  func floats() throws {
    let folder = try TemporaryFolder()
    try folder.write(try FormatFixture.reference("floats.npz"), to: "x.npz")
    let loaded = try DataSource(path: folder.path).load()
    #expect(loaded.splits.training.images == FormatFixture.arrayPixels(5))
    #expect(loaded.notes.count == 1 && loaded.notes[0].contains("scaled to 0 to 255"))
  }
}
