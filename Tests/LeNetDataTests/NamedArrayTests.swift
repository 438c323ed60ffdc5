import LeNetArchives
import LeNetData
import Testing

@Suite("Arrays for NumPy")
struct NamedArrayTests {
  @Test("A header as NumPy writes it, its numbers at a multiple of 64, the low byte first")
  func bytes() {
    let npy = NamedArray(
      name: "a", sizes: [2, 3], values: [0, 1, -2, 0.5, .leastNonzeroMagnitude, .infinity]
    ).npy
    #expect(npy.count == 128 + 24)
    let header = String(decoding: npy[10..<128], as: UTF8.self)
    #expect(npy.prefix(10) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
    #expect(header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  "))
    #expect(header.hasSuffix(" \n"))
    #expect(
      npy[128...] == [
        0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F, 1, 0, 0, 0, 0, 0, 0x80, 0x7F,
      ])
    #expect(
      String(decoding: NamedArray(name: "v", sizes: [3], values: [1, 2, 3]).npy, as: UTF8.self)
        .contains("'shape': (3,), }"))
  }

  @Test("An archive comes back as it was, each member with its checksum")
  func archive() throws {
    let arrays = [
      NamedArray(name: "C1", sizes: [1, 2, 2], values: [1, 2, 3, 4]),
      NamedArray(name: "output", sizes: [2], values: [5, 6]),
    ]
    let archive = try ZipArchive(NamedArray.npz(arrays))
    #expect(archive.members.map(\.path) == ["C1.npy", "output.npy"])
    for array in arrays {
      #expect(try archive.open("\(array.name).npy", limit: 1000).all() == array.npy)
    }
  }
}
