import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Arrays as people have them")
struct ArrayFilesTests {
  /// An array as NumPy stores it.
  static func npy(_ type: String, _ sizes: [Int], _ bytes: [UInt8]) -> [UInt8] {
    let shape = sizes.map { "\($0)," }.joined()
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
      + bytes
  }

  private static let images = npy("|u1", [6, 5, 5], someBytes(150))
  private static let labels = npy("|u1", [6], [0, 1, 2, 0, 1, 2])
  private static let testImages = npy("|u1", [3, 5, 5], someBytes(75, start: 9))
  private static let testLabels = npy("|u1", [3], [2, 1, 0])

  private static func check(_ path: String) throws {
    let splits = try DataSource(path: path).load().splits
    #expect(
      splits.training.images == someBytes(150) && splits.training.labels == [0, 1, 2, 0, 1, 2])
    #expect(splits.test.images == someBytes(75, start: 9) && splits.test.labels == [2, 1, 0])
  }

  @Test(
    "names in any spelling, and none",
    arguments: [
      ["X_train", "Y_train", "X_test", "Y_test"], ["trainX", "trainY", "testX", "testY"],
      ["Xtr", "Ytr", "Xte", "Yte"], ["train_images", "train_labels", "test_images", "test_labels"],
      ["arr_0", "arr_1", "arr_2", "arr_3"],
      ["training_images", "training_labels", "t10k-images", "t10k-labels"],
    ])
  func names(names: [String]) throws {
    let contents = [images(), Self.labels, Self.testImages, Self.testLabels]
    let archive = try TemporaryFolder()
    try archive.write(
      ZipArchive.encoded(zip(names, contents).map { ("\($0).npy", $1) }), to: "data.npz")
    try Self.check(archive.path + "/data.npz")
    // The same arrays as files of their own, and as archives of one array.
    let (files, archives) = (try TemporaryFolder(), try TemporaryFolder())
    for (name, content) in zip(names, contents) {
      try files.write(content, to: "\(name).npy")
      try archives.write(ZipArchive.encoded([("arr_0.npy", content)]), to: "\(name).npz")
    }
    try Self.check(files.path)
    try Self.check(files.path + "/\(names[0]).npy")
    try Self.check(archives.path)
  }

  private func images() -> [UInt8] { Self.images }

  @Test("rows of labels with a 1, real numbers, true and false, and names of classes")
  func contents() throws {
    let folder = try TemporaryFolder()
    let hot: [UInt8] = (0..<6).flatMap { image in (0..<3).map { $0 == image % 3 ? 1 : 0 } }
    let real = (0..<600).flatMap { pixel -> [UInt8] in
      withUnsafeBytes(of: (Float(pixel % 256) / 255).bitPattern.littleEndian) { Array($0) }
    }
    try folder.write(
      ZipArchive.encoded([
        ("x.npy", Self.npy("<f4", [6, 10, 10], real)), ("y.npy", Self.npy("|u1", [6, 3], hot)),
        ("class_names.npy", Self.npy("|S1", [3], Array("cab".utf8))),
      ]), to: "real.npz")
    let loaded = try DataSource(path: folder.path + "/real.npz").load()
    let all = loaded.splits.training.images + loaded.splits.test.images
    #expect(all.sorted() == (0..<600).map { UInt8($0 % 256) }.sorted())
    #expect(loaded.splits.training.classes == ["c", "a", "b"])
    #expect(loaded.notes.contains { $0.contains("0 to 1") })
    let bits = (0..<600).map { UInt8($0 % 3 == 0 ? 1 : 0) }
    try folder.write(
      ZipArchive.encoded([
        ("x.npy", Self.npy("|b1", [6, 10, 10], bits)), ("y.npy", Self.labels),
      ]), to: "bits.npz")
    let words = try DataSource(path: folder.path + "/bits.npz").load()
    #expect(Set(words.splits.training.images) == [0, 255])
    #expect(words.notes.contains { $0.contains("true or false") })
  }

  @Test("images alone are read for answers, of an archive and of a file beside others")
  func unlabelled() throws {
    let folder = try TemporaryFolder()
    try folder.write(ZipArchive.encoded([("arr_0.npy", Self.images)]), to: "some.npz")
    #expect(try DataSource(path: folder.path + "/some.npz").unlabelled().images == someBytes(150))
    try folder.write(Self.testImages, to: "other.npy")
    #expect(try DataSource(path: folder.path + "/other.npy").unlabelled().count == 3)
    let error = #expect(throws: DatasetError.self) {
      try DataSource(path: folder.path + "/other.npy").load()
    }
    #expect(error?.description.contains("there are no labels for") == true, "\(error as Any)")
  }

  @Test("an array that is one image is read as one, grey or in colour")
  func oneImage() throws {
    let folder = try TemporaryFolder()
    for (sizes, shape) in [
      ([28, 28], Shape(1, 28, 28)), ([30, 40], Shape(1, 30, 40)), ([32, 32, 3], Shape(3, 32, 32)),
      ([28, 28, 1], Shape(1, 28, 28)), ([28, 25], Shape(1, 5, 5)), ([6, 5, 5], Shape(1, 5, 5)),
    ] {
      let count = sizes.reduce(1, *)
      try folder.write(Self.npy("|u1", sizes, someBytes(count)), to: "one.npy")
      let data = try DataSource(path: folder.path + "/one.npy").unlabelled()
      #expect(data.shape == shape && data.images.count == count, "\(sizes): \(data.shape)")
      if shape.maps == 1 { #expect(data.images == someBytes(count), "\(sizes)") }
    }
    // A list of labels is no image.
    try folder.write(Self.npy("|u1", [600, 10], someBytes(6000)), to: "hot.npy")
    #expect(throws: DatasetError.self) {
      try DataSource(path: folder.path + "/hot.npy").unlabelled()
    }
  }

  @Test("the file that is named is read, whatever archives are beside it")
  func beside() throws {
    let folder = try TemporaryFolder()
    let names = ["x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"]
    for (name, content) in zip(
      names, [Self.images, Self.labels, Self.testImages, Self.testLabels])
    {
      try folder.write(content, to: name)
    }
    let other = ZipArchive.encoded([("x.npy", Self.testImages), ("y.npy", Self.testLabels)])
    try folder.write(other, to: "answers.npz")
    try folder.write(other, to: "data.npz")
    try folder.write([1, 2, 3], to: "damaged.npz")
    try Self.check(folder.path + "/x_train.npy")
    #expect(throws: DatasetError.self) { try DataSource(path: folder.path).load() }
  }

  /// A MATLAB file of version 5 with a matrix of doubles, stored as small numbers, and one of bytes.
  private static func mat() -> [UInt8] {
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
    func element(_ code: Int, _ bytes: [UInt8]) -> [UInt8] {
      word(code) + word(bytes.count) + bytes
        + [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    }
    func matrix(_ name: String, kind: Int, _ sizes: [Int], _ bytes: [UInt8]) -> [UInt8] {
      element(
        14,
        element(6, word(kind) + word(0)) + element(5, sizes.flatMap(word))
          + element(1, Array(name.utf8))
          + element(2, bytes))
    }
    var file = Array("MATLAB 5.0 MAT-file".utf8)
    file += [UInt8](repeating: 32, count: 124 - file.count) + [0, 1] + Array("IM".utf8)
    // Columns first: 7 rows of 16 pixels.
    let pixels = (0..<16).flatMap { pixel in (0..<7).map { row in UInt8(row * 16 + pixel + 100) } }
    return file + matrix("X", kind: 6, [7, 16], pixels)
      + matrix("y", kind: 6, [7, 1], [1, 2, 3, 1, 2, 3, 1])
  }

  @Test("MATLAB's file of version 5 is read; version 7.3 and other forms are refused by name")
  func matlab() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.mat(), to: "digits.mat")
    let splits = try DataSource(path: folder.path + "/digits.mat").load().splits
    #expect(
      splits.training.shape == Shape(1, 4, 4) && splits.training.count + splits.test.count == 7)
    let all = (splits.training.images + splits.test.images).sorted()
    #expect(all == (100..<212).map { UInt8($0) })
    #expect(splits.training.classes == ["0", "1", "2", "3"])
    for length in stride(from: 1, to: Self.mat().count, by: 7) {
      try folder.write(Array(Self.mat().prefix(length)), to: "cut.mat")
      #expect(throws: DatasetError.self) { try DataSource(path: folder.path + "/cut.mat").load() }
    }
    for (name, bytes, says) in [
      ("new.mat", Array("MATLAB 7.3 MAT-file, Platform".utf8), "version 7.3 (HDF5)"),
      (
        "train-00000-of-00001.parquet", Array("PAR1".utf8),
        "is a Parquet file, which is not read; save it"
      ),
      ("usps.h5", [0x89, 0x48, 0x44, 0x46], "is an HDF5 file"),
      ("training.pt", [0x50, 0x4B], "torch.load"),
    ] as [(String, [UInt8], String)] {
      try folder.write(bytes, to: name)
      let error = #expect(throws: DatasetError.self) {
        try DataSource(path: folder.path + "/\(name)").load()
      }
      #expect(error?.description.contains(says) == true, "\(error as Any)")
    }
  }

  @Test("a pickle of three pairs, as mnist.pkl.gz, and one of a dictionary")
  func pickle() throws {
    let folder = try TemporaryFolder()
    for name in ["tiny.pkl.gz", "dictionary.pkl"] {
      let bytes = try FormatFixture.reference(name)
      try folder.write(bytes, to: name == "tiny.pkl.gz" ? "tiny.pkl" : name)
    }
    let tiny = try DataSource(path: folder.path + "/tiny.pkl").load()
    #expect(tiny.splits.training.count == 14 && tiny.splits.test.count == 5)
    #expect(tiny.splits.training.validation == [10, 11, 12, 13])
    #expect(tiny.splits.training.images.max() == 255)
    let dictionary = try DataSource(path: folder.path + "/dictionary.pkl").load().splits
    #expect(dictionary.training.count == 10 && dictionary.test.count == 5)
    #expect(dictionary.test.images == tiny.splits.test.images)
  }
}
