import Foundation
import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Data sets of every form")
struct FormatTests {
  static let batches: [String] = {
    var names = ["batch-python2.gz"]
    for kind in ["batch", "batch-text", "batch-scalars"] {
      for number in 0...5 { names.append("\(kind)-\(number).gz") }
    }
    return names
  }()

  @Test("CIFAR-10's Python batches of every protocol", arguments: batches)
  func pickled(file: String) throws {
    let folder = try FormatFixture.pickled(try FormatFixture.reference(file))
    let source = try DataSource(path: folder.path)
    #expect(source.form == .cifarPython)
    let parts = try source.load().splits
    #expect(parts.test.images == FormatFixture.batchPixels)
    #expect(parts.test.labels == [3, 8] && parts.training.count == 10)
    #expect(parts.test.shape == Shape(3, 32, 32))
    #expect(parts.test.classes[6] == "frog")
    #expect(parts.training.sha256.count == 5 && parts.test.sha256["test_batch"]?.count == 64)
  }

  @Test("the names of batches.meta, of every protocol", arguments: 0...5)
  func meta(protocol number: Int) throws {
    let folder = try FormatFixture.pickled(try FormatFixture.reference("batch-2.gz"))
    try folder.write(try FormatFixture.reference("meta-\(number).gz"), to: "batches.meta")
    #expect(try DataSource(path: folder.path).load(.test).classes[0] == "airplane")
  }

  @Test(
    "an object is put into the memo and recalled in each of the ways",
    arguments: [
      ("p300\n", "g300\n"), ("q\u{2C}", "h\u{2C}"), ("r\u{2C}\u{1}\0\0", "j\u{2C}\u{1}\0\0"),
      ("r\u{2C}\u{1}\0\0", "g300\n"), ("p44\n", "h\u{2C}"),
    ])
  func memo(put: String, get: String) throws {
    // A 7 at the front, and in the labels [3, 8] its recollection for the 3.
    var bytes = try FormatFixture.reference("batch-python2.gz")
    let labels = Array("]q\u{5}(K\u{3}K".utf8)
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: labels) }.map { $0 + labels.count - 3 })
    bytes.replaceSubrange(place..<place + 2, with: Array(get.utf8))
    bytes.insert(contentsOf: Array("K\u{7}\(put)0".utf8), at: 2)
    let folder = try FormatFixture.pickled(bytes)
    #expect(try DataSource(path: folder.path).load(.test).labels == [7, 8])
  }

  /// In the labels [3, 8] another number for the 3.
  @Test(
    "a label that is not CIFAR-10's is named as it stands",
    arguments: [([UInt8(ascii: "J"), 0xFF, 0xFF, 0xFF, 0xFF], -1), ([UInt8(ascii: "K"), 10], 10)])
  func wrongPickledLabel(number: [UInt8], label: Int) throws {
    var bytes = try FormatFixture.reference("batch-python2.gz")
    let labels = Array("]q\u{5}(K\u{3}K".utf8)
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: labels) }.map { $0 + labels.count - 3 })
    bytes.replaceSubrange(place..<place + 2, with: number)
    let folder = try FormatFixture.pickled(bytes)
    let error = #expect(throws: DatasetError.self) { try DataSource(path: folder.path).load(.test) }
    #expect(
      error?.description.contains(
        "label \(label) of image 0 is not CIFAR-10's, expected 0 to 9") == true,
      "\(String(describing: error))")
  }

  @Test("a binary batch with a label of 10 is refused with its place")
  func wrongBinaryLabel() throws {
    let folder = try FormatFixture.binary(images: 2)
    var batch = FormatFixture.binaryBatch(2, from: 100)
    batch[3073] = 10
    try folder.write(batch, to: "test_batch.bin")
    let error = #expect(throws: DatasetError.self) { try DataSource(path: folder.path).load(.test) }
    #expect(error?.description.contains("label 10 of image 1 is not CIFAR-10's") == true)
  }

  @Test("CIFAR-10's binary batches, found by their folder, its parent and a file")
  func binary() throws {
    let folder = try FormatFixture.binary()
    let parent = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: parent.path + "/cifar-10-batches-bin", withDestinationPath: folder.path)
    for path in [folder.path, parent.path, folder.path + "/data_batch_3.bin"] {
      let source = try DataSource(path: path)
      #expect(source.form == .cifarBinary)
      let parts = try source.load().splits
      #expect(parts.training.count == 10 && parts.training.labels == Array(0..<10))
      #expect(
        parts.test.images == someBytes(3072, start: 307_200) + someBytes(3072, start: 310_272))
    }
    try folder.write(
      (0..<10).map { "c\($0)" }.joined(separator: "\n") + "\n\n", to: "batches.meta.txt")
    #expect(try DataSource(path: folder.path).load(.test).classes[9] == "c9")
  }

  @Test(
    "NumPy archives of every kind",
    arguments: [
      "stored", "deflated", "fortran", "wide", "version-1", "version-2", "version-3",
    ])
  func archive(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(try FormatFixture.reference("\(name).npz"), to: "digits.npz")
    let source = try DataSource(path: folder.path)
    #expect(source.form == .npz)
    let parts = try source.load().splits
    #expect(parts.training.images == FormatFixture.arrayPixels(5))
    #expect(parts.test.images == FormatFixture.arrayPixels(3))
    #expect(parts.training.labels == [0, 1, 2, 0, 1] && parts.training.classes == ["0", "1", "2"])
    #expect(parts.test.shape == Shape(1, 4, 6) && parts.test.name == "digits")
  }

  @Test("An archive with only test images does for an evaluation, but not for training")
  func testOnly() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.archive(["x_test": [2, 2, 2], "y_test": [2]]), to: "x.npz")
    let source = try DataSource(path: folder.path + "/x.npz")
    let test = try source.load(.test)
    #expect(test.count == 2 && test.labels == [1, 2])
    let error = #expect(throws: DatasetError.self) { try source.load() }
    #expect(
      error.map { "\($0)".contains("there are only test images, enough to evaluate a model") }
        == true)
  }

  @Test("Validation images of an archive stay those, and a note says so")
  func validation() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.archive([
        "x_train": [3, 2, 2], "y_train": [3], "x_val": [2, 2, 2], "y_val": [2],
      ]), to: "x.npz")
    let loaded = try DatasetSplits.load(path: folder.path + "/x.npz")
    #expect(loaded.training.count == 3 && loaded.test.count == 2)
    let notes = try DataSource(path: folder.path + "/x.npz").load().notes
    #expect(notes == ["x_val and y_val are the test split, because there is no x_test"])
  }

  /// Arrays of the bytes from 1 on, as NumPy stores them.
  private static func archive(_ arrays: KeyValuePairs<String, [Int]>) -> [UInt8] {
    ZipArchive.encoded(
      arrays.map { name, sizes in
        let shape = sizes.map { "\($0)," }.joined()
        let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(shape)), }\n"
        let values = (1...sizes.reduce(1, *)).map { UInt8($0) }
        return (
          "\(name).npy",
          [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
            + values
        )
      })
  }

  @Test("three maps as the last and as the second size", arguments: ["last", "second"])
  func colours(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(try FormatFixture.reference("\(name).npz"), to: "x.npz")
    let test = try DatasetSplits.load(path: folder.path + "/x.npz").test
    let pixels = FormatFixture.arrayPixels(3)
    var expected: [UInt8] = []
    for image in 0..<3 {
      for divisor: UInt8 in 1...3 {
        expected += pixels[image * 24..<image * 24 + 24].map { $0 / divisor }
      }
    }
    #expect(test.shape == Shape(3, 4, 6) && test.images == expected)
  }

  @Test("EMNIST is put upright, its letters counted from 0, with and without its mapping")
  func emnist() throws {
    let shape = Shape(1, 3, 2)
    let images = someBytes(18)
    let mapping = (1...26).map { "\($0) \($0 + 64) \($0 + 96)" }.joined(separator: "\n") + "\n"
    for mapping in [nil, mapping] {
      let folder = try FormatFixture.emnist(
        split: "letters", labels: [1, 26, 3], images: images, shape: shape, mapping: mapping)
      let source = try DataSource(path: folder.path)
      #expect(source.form == .emnist(split: "letters"))
      let test = try source.load(.test)
      #expect(test.shape == shape && test.images == images && test.labels == [0, 25, 2])
      #expect(test.classes.count == 26 && test.classes[25] == "Z" && test.name == "emnist-letters")
    }
  }

  @Test(
    "The classes of EMNIST's splits",
    arguments: [
      ("byclass", 62, "z"), ("bymerge", 47, "t"), ("balanced", 47, "t"), ("digits", 10, "9"),
      ("mnist", 10, "9"),
    ])
  func splits(split: String, count: Int, last: String) throws {
    let folder = try FormatFixture.emnist(
      split: split, labels: [UInt8(count - 1)], images: [1, 2], shape: Shape(1, 2, 1))
    let test = try DatasetSplits.load(path: folder.path).test
    #expect(test.classes.count == count && test.classes.last == last)
  }

  @Test("of several splits in a folder, a file says which")
  func severalSplits() throws {
    let folder = try FormatFixture.emnist(
      split: "letters", labels: [1], images: [1, 2], shape: Shape(1, 2, 1))
    try folder.write(
      IDX.encode(labels: [1]), to: "emnist-digits-train-labels-idx1-ubyte")
    let error = #expect(throws: DatasetError.self) { try DataSource(path: folder.path) }
    #expect(error == .splits(folder: folder.path, ["digits", "letters"]))
    let file = folder.path + "/emnist-letters-train-images-idx3-ubyte"
    #expect(try DatasetSplits.load(path: file).test.labels == [0])
  }

  @Test("QMNIST's labels are the first of eight columns")
  func qmnist() throws {
    let folder = try FormatFixture.qmnist(
      labels: [9, 0, 4], images: someBytes(18), shape: Shape(1, 3, 2))
    let parts = try DatasetSplits.load(path: folder.path)
    #expect(parts.training.labels == [9, 0, 4] && parts.test.images == someBytes(18))
  }

  @Test("USPS, plain and in bzip2", arguments: [false, true])
  func usps(isCompressed: Bool) throws {
    let folder = try TemporaryFolder()
    let bytes = Array(FormatFixture.usps.utf8)
    let ending = isCompressed ? ".bz2" : ""
    for name in ["usps", "usps.t"] {
      try folder.write(isCompressed ? Bzip2.deflate(bytes) : bytes, to: name + ending)
    }
    let parts = try DatasetSplits.load(path: folder.path)
    #expect(parts.training.labels == [0, 4, 8] && parts.test.shape == Shape(1, 16, 16))
    let row = (1...256).map { index -> UInt8 in
      let value = Double(index - 128) / 128
      return UInt8((value + 1) / 2 * 255)
    }
    #expect(parts.test.images == row + row + row)
    #expect(parts.test.images[127] == 127 && parts.test.images[255] == 255)
  }

  @Test("Fashion-MNIST's folder has its class names", arguments: ["fashion-mnist", "FashionMNIST"])
  func fashion(name: String) throws {
    let outer = try TemporaryFolder()
    let folder = try DatasetFolderTests.folder()
    let path = "\(outer.path)/\(name)"
    try FileManager.default.copyItem(atPath: folder.path, toPath: path)
    #expect(try DatasetSplits.load(path: path).test.classes[9] == "Ankle boot")
    #expect(try DatasetSplits.load(path: folder.path).test.classes[9] == "9")
  }

  @Test("what is nothing is told with all forms there are")
  func nothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("hello", to: "notes.txt")
    for path in [folder.path, folder.path + "/notes.txt"] {
      let error = #expect(throws: DatasetError.noForm(path)) { try DataSource(path: path) }
      for word in ["IDX", "usps", "CIFAR-10", ".npz", "CSV", "CLASS"] {
        #expect(error?.description.contains(word) == true)
      }
    }
    #expect(throws: DatasetError.nothingThere("/nowhere")) { try DataSource(path: "/nowhere") }
    let empty = try TemporaryFolder()
    #expect(throws: DatasetError.emptyFolder(empty.path)) { try DataSource(path: empty.path) }
    try empty.write("", to: "7.png")
    #expect(throws: DatasetError.noClassFolders(empty.path)) { try DataSource(path: empty.path) }
    try folder.write("", to: "cifar-10-binary.tar.gz")
    #expect(throws: DatasetError.archive(folder.path + "/cifar-10-binary.tar.gz")) {
      try DataSource(path: folder.path)
    }
  }
}
