import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("IDX files")
struct IDXTests {
  static let shapes = [
    Shape(1, 1, 1), Shape(1, 28, 28), Shape(3, 32, 32), Shape(2, 1, 5), Shape(1, 5, 1),
  ]

  @Test("images come back as they were written", arguments: shapes, [1, 2, 7])
  func images(shape: Shape, count: Int) throws {
    let pixels = someBytes(count * shape.count)
    let bytes = IDX.encode(images: pixels, shape: shape)
    for file in [bytes, try Gzip.deflate(bytes)] {
      let images = try IDX.images(file)
      #expect(images.pixels == pixels)
      #expect(images.shape == shape)
    }
  }

  @Test("labels come back as they were written", arguments: [1, 2, 10, 1000])
  func labels(count: Int) throws {
    let labels = someBytes(count)
    let bytes = IDX.encode(labels: labels)
    #expect(try IDX.labels(bytes).labels == labels)
    #expect(try IDX.labels(try Gzip.deflate(bytes)).labels == labels)
  }

  @Test("the bytes written are those of the format")
  func golden() {
    #expect(
      IDX.encode(images: [9, 8, 7, 6], shape: Shape(1, 1, 2))
        == [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6])
    #expect(
      IDX.encode(images: [9, 8, 7, 6], shape: Shape(2, 1, 2))
        == [0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6])
    #expect(IDX.encode(labels: [5, 0, 4]) == [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4])
  }

  @Test("a file of four dimensions may have one map")
  func oneMap() throws {
    let images = try IDX.images(idxHeader([2, 1, 1, 2]) + [1, 2, 3, 4])
    #expect(images.shape == Shape(1, 1, 2))
    #expect(images.pixels == [1, 2, 3, 4])
  }

  @Test("the hash is that of the uncompressed file")
  func hash() throws {
    // printf '\0\0\10\1\0\0\0\3\5\0\4' | sha256sum
    let expected = "d229e0bc81fa2cb9dfab445bf40dd0a1b6516dd17c6b48c15a016dfd84e4c526"
    let bytes = IDX.encode(labels: [5, 0, 4])
    #expect(try IDX.labels(bytes).sha256 == expected)
    #expect(try IDX.labels(try Gzip.deflate(bytes)).sha256 == expected)
  }

  @Test("a file of many pieces has the hash of the whole")
  func longHash() throws {
    // python3: hashlib.sha256(bytes.fromhex('0000080300000001000003e8000003e8')
    //   + bytes((i * i * 31 + i * 7 + 1 + (i >> 8) * 59) % 256 for i in range(1000000))).hexdigest()
    let expected = "40ca12e08ca5c33727a468798d9a9152bb126e3761a5372f7b067d4c6c48667e"
    let bytes = IDX.encode(images: someBytes(1_000_000), shape: Shape(1, 1000, 1000))
    #expect(try IDX.images(bytes).sha256 == expected)
    #expect(try IDX.images(try Gzip.deflate(bytes)).sha256 == expected)
  }

  @Test("gzip members in a row are one file")
  func members() throws {
    let bytes = IDX.encode(images: someBytes(12), shape: Shape(1, 2, 3))
    let file = try Gzip.deflate(Array(bytes.prefix(9))) + Gzip.deflate(Array(bytes.dropFirst(9)))
    #expect(try IDX.images(file).pixels == someBytes(12))
  }

  @Test("writing what is no whole number of images traps")
  func encodeTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = IDX.encode(images: [1, 2, 3], shape: Shape(1, 1, 2))
    }
    await #expect(processExitsWith: .failure) {
      _ = IDX.encode(images: [1, 2, 3], shape: Shape(1, 0, 2))
    }
  }
}
