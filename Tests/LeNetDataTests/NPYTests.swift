import LeNetData
import LeNetModel
import Testing

@Suite("NumPy's arrays")
struct NPYTests {
  /// An array as NumPy stores it.
  private static func array(
    _ type: String, _ shape: String, isColumnMajor: Bool = false, _ bytes: [UInt8]
  ) -> [UInt8] {
    let order = isColumnMajor ? "True" : "False"
    let text = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
      + bytes
  }

  /// The training part of an archive with these arrays in both parts.
  private static func load(images: [UInt8], labels: [UInt8]) throws -> Dataset {
    let folder = try TemporaryFolder()
    let entries = ["train", "test"].flatMap { part in
      [
        ArchiveWriter.Entry(name: "x_\(part).npy", content: images),
        ArchiveWriter.Entry(name: "y_\(part).npy", content: labels),
      ]
    }
    try folder.write(try ArchiveWriter.zip(entries), to: "x.npz")
    return try DatasetParts.load(path: folder.path).training
  }

  @Test(
    "pixels of every width, in both orders", arguments: ["|u1", "<i4", ">u2", "<u8"],
    [false, true])
  func pixels(type: String, isColumnMajor: Bool) throws {
    // Two images of 2 x 3; the first size runs fastest in column-major order.
    let rows: [UInt8] = [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255]
    let columns: [UInt8] = [0, 250, 3, 253, 1, 251, 4, 254, 2, 252, 5, 255]
    let width = Int(String(type.dropFirst(2))) ?? 1
    let bytes = (isColumnMajor ? columns : rows).flatMap { value in
      let rest = [UInt8](repeating: 0, count: width - 1)
      return type.hasPrefix(">") ? rest + [value] : [value] + rest
    }
    let images = Self.array(type, "(2, 2, 3)", isColumnMajor: isColumnMajor, bytes)
    let data = try Self.load(images: images, labels: Self.array("|u1", "(2,)", [1, 0]))
    #expect(data.images == rows && data.shape == Shape(1, 2, 3))
  }

  @Test(
    "labels of every kind",
    arguments: [
      ("|u1", [200, 1], [200, 1]), ("|b1", [1, 0], [1, 0]), ("<u2", [200, 0, 3, 0], [200, 3]),
      (">i2", [0, 200, 0, 3], [200, 3]), ("|i1", [100, 3], [100, 3]),
    ] as [(String, [UInt8], [UInt8])])
  func labels(type: String, bytes: [UInt8], labels: [UInt8]) throws {
    let images = Self.array("|u1", "(2, 1, 1)", [1, 2])
    #expect(try Self.load(images: images, labels: Self.array(type, "(2,)", bytes)).labels == labels)
  }

  @Test(
    "what is no label is refused",
    arguments: [
      ("|i1", [0xFF, 0], "label -1"), ("<i2", [0, 1, 0, 0], "label 256"),
      ("<f4", [0, 0, 0, 0, 0, 0, 128, 63], "elements of type <f4, expected whole numbers"),
      ("|S1", [48, 49], "elements of type |S1"), ("|u1", [1, 2, 3], "y_train has 3 bytes"),
    ] as [(String, [UInt8], String)])
  func refused(type: String, bytes: [UInt8], says: String) throws {
    let images = Self.array("|u1", "(2, 1, 1)", [1, 2])
    let error = #expect(throws: DatasetError.self) {
      try Self.load(images: images, labels: Self.array(type, "(2,)", bytes))
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }
}
