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
      (zip([]), "there is no array x_train but none at all"),
      (zip([("y_test.npy", [])]), "there is no array x_train but y_test.npy"),
      (zip([("x_train.npy", [1, 2, 3])]), "is damaged"),
      (zip([("x_train.npy", [1, 2, 3])], claims: .max - 1), "claims 4294967294 bytes"),
      (zip([("x_train.npy", [1, 2, 3])], claims: 2_000_000_000, method: 8), "claims 2000000000"),
      (zip([("x_train.npy", [1, 2, 3])], claims: 3000, method: 8), "is damaged"),
      (zip([("x_train.npy", [1, 2, 3])], method: 12), "ZIP's method 12"),
      ([0x50, 0x4B], "no NumPy archive"), ([], "no NumPy archive"),
      ([UInt8](repeating: 0, count: 100_000), "no NumPy archive"),
      (emptyDirectory, "directory"),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], says: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "x.npz")
    let error = #expect(throws: DatasetError.self) { try DatasetParts.load(path: folder.path) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test("floats are refused, and what to do is said")
  func floats() throws {
    let folder = try TemporaryFolder()
    try folder.write(try FormatFixture.reference("floats.npz"), to: "x.npz")
    let error = #expect(throws: DatasetError.self) { try DatasetParts.load(path: folder.path) }
    #expect(error?.description.contains("elements of type <f8") == true)
    #expect(error?.description.contains("(255 * x).astype('uint8')") == true)
  }
}
