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

  /// The training split of an archive with these arrays in both parts.
  private static func load(images: [UInt8], labels: [UInt8]) throws -> Dataset {
    let folder = try TemporaryFolder()
    let entries = ["train", "test"].flatMap { split in
      [
        ArchiveWriter.Entry(name: "x_\(split).npy", content: images),
        ArchiveWriter.Entry(name: "y_\(split).npy", content: labels),
      ]
    }
    try folder.write(try ArchiveWriter.zip(entries), to: "x.npz")
    return try DatasetSplits.load(path: folder.path).training
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
    "texts are the names of classes, or numbers where all are",
    arguments: [
      ("|S2", Array("b\0a1".utf8), ["a1", "b"], [1, 0]),
      ("<U2", [0x62, 0, 0, 0, 0, 0, 0, 0, 0x1C, 0xF4, 1, 0, 0x61, 0, 0, 0], ["b", "🐜a"], [0, 1]),
      (">U1", [0, 0, 0, 0xE9, 0, 0, 0, 0x61], ["a", "é"], [1, 0]),
      ("|S3", Array("10 9\0\0".utf8), (0...10).map(String.init), [10, 9]),
      ("|S3", Array(" b a c".utf8), ["a c", "b"], [1, 0]),
    ] as [(String, [UInt8], [String], [UInt8])])
  func names(type: String, bytes: [UInt8], classes: [String], labels: [UInt8]) throws {
    let images = Self.array("|u1", "(2, 1, 1)", [1, 2])
    for shape in ["(2,)", "(2, 1)"] {
      let data = try Self.load(images: images, labels: Self.array(type, shape, bytes))
      #expect(data.classes == classes && data.labels == labels)
    }
  }

  @Test("images of so many pixels in a row are read where they are square")
  func rows() throws {
    let labels = Self.array("|u1", "(2,)", [1, 0])
    let pixels: [UInt8] = Array(1...8)
    let square = try Self.load(images: Self.array("|u1", "(2, 4)", pixels), labels: labels)
    #expect(square.shape == Shape(1, 2, 2) && square.images == pixels)
    for (shape, count) in [("(2, 5)", 10), ("(2, 12)", 24), ("(2, 0)", 0), ("(2,)", 2)] {
      let images = Self.array("|u1", shape, [UInt8](repeating: 1, count: count))
      let error = #expect(throws: DatasetError.self) {
        try Self.load(images: images, labels: labels)
      }
      #expect(
        error?.description.contains("or images x pixels of a square; reshape it") == true,
        "\(error?.description ?? "")")
    }
  }

  @Test("labels with a row for each image are those with the 1; other rows get the advice for them")
  func oneHot() throws {
    let images = Self.array("|u1", "(2, 2, 2)", [UInt8](repeating: 1, count: 8))
    let data = try Self.load(
      images: images, labels: Self.array("|u1", "(2, 3)", [1, 0, 0, 0, 0, 1]))
    #expect(data.labels == [0, 2])
    let error = #expect(throws: DatasetError.self) {
      try Self.load(images: images, labels: Self.array("|u1", "(2, 3)", [1, 0, 0, 0, 1, 1]))
    }
    #expect(
      error?.description.contains("take y.argmax(axis=1)") == true, "\(error?.description ?? "")")
  }

  @Test("pixels that are not finite, or no numbers, are refused")
  func wrongPixels() throws {
    for (type, bytes, says) in [
      ("<f4", [0, 0, 0, 0, 0, 0, 0xC0, 0x7F], "element 1 of x_train is not a number"),
      ("<c8", [UInt8](repeating: 0, count: 16), "elements of type <c8, expected numbers"),
    ] as [(String, [UInt8], String)] {
      let error = #expect(throws: DatasetError.self) {
        try Self.load(
          images: Self.array(type, "(2, 1, 1)", bytes), labels: Self.array("|u1", "(2,)", [1, 0]))
      }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
  }

  @Test(
    "what is no label is refused",
    arguments: [
      ("|i1", [0xFF, 0], "label -1"), ("<i2", [0, 1, 0, 0], "label 256"),
      ("<f4", [0, 0, 0, 0, 0, 0, 0, 63], "numbers with y.astype('int64'), names with"),
      ("|O", [128, 4, 75, 0, 46], "elements of type |O, expected whole numbers or text"),
      ("<M8[ns]", [UInt8](repeating: 0, count: 16), "elements of type <M8[ns], expected whole"),
      ("|S1", [48], "y_train has 1 bytes of elements, expected 2"), ("|S0", [], "element 0 of"),
      ("|S2", [65, 0, 0, 0], "element 1 of y_train is empty or not text"),
      ("|S1", [65, 0xFF], "element 1 of y_train is empty or not text"),
      ("|S2", [0, 65, 66, 0], "element 0 of y_train is empty or not text"),
      ("<U1", [65, 0, 0, 0, 0, 0xD8, 0, 0], "element 1 of y_train is empty or not text"),
      ("|S3", Array("300400".utf8), "label 300"), ("|u1", [1, 2, 3], "y_train has 3 bytes"),
    ] as [(String, [UInt8], String)])
  func refused(type: String, bytes: [UInt8], says: String) throws {
    let images = Self.array("|u1", "(2, 1, 1)", [1, 2])
    let error = #expect(throws: DatasetError.self) {
      try Self.load(images: images, labels: Self.array(type, "(2,)", bytes))
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }
}
