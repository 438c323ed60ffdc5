import Foundation
import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Data sets in folders")
struct DatasetFolderTests {
  /// A folder of three training and two test images of 2 x 3 pixels.
  static func folder(
    shape: Shape = Shape(1, 2, 3), imagesName: String = "-images-idx3-ubyte",
    labelsName: String = "-labels-idx1-ubyte", isCompressed: Bool = false
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (prefix, labels) in [("train", [7, 0, 9]), ("t10k", [1, 2])] as [(String, [UInt8])] {
      let images = IDX.encode(images: someBytes(labels.count * shape.count), shape: shape)
      let labels = IDX.encode(labels: labels)
      let ending = isCompressed ? ".gz" : ""
      try folder.write(
        isCompressed ? Gzip.deflate(images) : images, to: prefix + imagesName + ending)
      try folder.write(
        isCompressed ? Gzip.deflate(labels) : labels, to: prefix + labelsName + ending)
    }
    return folder
  }

  @Test(
    "files under MNIST's names are found, raw and gzip, with a dash and with a dot",
    arguments: ["-", "."], [false, true])
  func names(separator: String, isCompressed: Bool) throws {
    let folder = try Self.folder(
      imagesName: "-images\(separator)idx3-ubyte", labelsName: "-labels\(separator)idx1-ubyte",
      isCompressed: isCompressed)
    let splits = try DatasetSplits.load(folder: folder.path)
    #expect(splits.training.labels == [7, 0, 9])
    #expect(splits.test.labels == [1, 2])
    #expect(splits.training.images == someBytes(18))
    #expect(splits.test.images == someBytes(12))
    #expect(splits.training.shape == Shape(1, 2, 3))
    #expect(splits.training.classes == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    #expect(splits.training.name == folder.path.split(separator: "/").last.map(String.init))
    #expect(
      splits.training.sha256.keys.sorted() == [
        "train-images\(separator)idx3-ubyte", "train-labels\(separator)idx1-ubyte",
      ])
    #expect(splits.training.sha256.values.allSatisfy { $0.count == 64 })
  }

  @Test("A folder without test files gives one image in seven of each class to a test split")
  func withoutTest() throws {
    let folder = try TemporaryFolder()
    let labels = (0..<70).map { UInt8($0 % 10) }
    try folder.write(
      IDX.encode(images: someBytes(70 * 6), shape: Shape(1, 2, 3)), to: "train-images-idx3-ubyte")
    try folder.write(IDX.encode(labels: labels), to: "train-labels-idx1-ubyte")
    let loaded = try DataSource(path: folder.path).load()
    #expect(loaded.splits.training.count == 60 && loaded.splits.test.count == 10)
    #expect(loaded.splits.test.labels.sorted() == Array(0..<10))
    #expect(loaded.notes.count == 1 && loaded.notes[0].contains("no test split"))
    let source = try DataSource(path: folder.path)
    #expect(try source.load(.test).images == loaded.splits.test.images)
    #expect(try source.load(.training).images == loaded.splits.training.images)
    // Half of a test split is a mistake.
    try folder.write(IDX.encode(labels: [1]), to: "t10k-labels-idx1-ubyte")
    #expect(throws: DatasetError.self) { try DataSource(path: folder.path).load() }
  }

  @Test("images of several maps are found under idx4", arguments: [false, true])
  func colour(isCompressed: Bool) throws {
    let folder = try Self.folder(
      shape: Shape(3, 2, 2), imagesName: "-images-idx4-ubyte", isCompressed: isCompressed)
    let splits = try DatasetSplits.load(folder: folder.path + "/")
    #expect(splits.test.shape == Shape(3, 2, 2))
    #expect(splits.test.count == 2)
  }

  @Test("content counts, not the name: a raw file may be named .gz and gzip not")
  func misnamed() throws {
    let folder = try TemporaryFolder()
    let images = IDX.encode(images: someBytes(6), shape: Shape(1, 2, 3))
    try folder.write(images, to: "t10k-images-idx3-ubyte.gz")
    try folder.write(try Gzip.deflate(IDX.encode(labels: [4])), to: "t10k-labels-idx1-ubyte")
    #expect(try Dataset.load(folder: folder.path, split: .test).labels == [4])
  }

  @Test("one part can be loaded where the other is missing or of other size")
  func onePart() throws {
    let folder = try Self.folder()
    try folder.remove("train-images-idx3-ubyte")
    #expect(try Dataset.load(folder: folder.path, split: .test).count == 2)
    #expect(throws: DatasetError.self) { try DatasetSplits.load(folder: folder.path) }
  }

  @Test("a list of classes replaces the digits; blanks and a mark at the front do not count")
  func classes() throws {
    let folder = try Self.folder()
    let names = (0..<12).map { "class \($0)" }
    try folder.write(
      "\u{FEFF}  " + names.joined(separator: " \r\n\t") + "\n\n \n", to: "classes.txt")
    #expect(try DatasetSplits.load(folder: folder.path).training.classes == names)
  }

  @Test("a folder named by a dot has its own name")
  func dot() throws {
    let folder = try Self.folder()
    let dataset = try Dataset.load(folder: folder.path + "/./", split: .test)
    #expect(dataset.name == folder.path.split(separator: "/").last.map(String.init))
  }

  @Test("what is wrong with a folder is said in one sentence", arguments: BadFolder.all)
  func refused(bad: BadFolder) throws {
    let folder = try Self.folder()
    try bad.spoil(folder)
    let error = #expect(throws: DatasetError.self) { try DatasetSplits.load(folder: folder.path) }
    let text = error.map { "\($0)".replacingOccurrences(of: folder.path, with: "FOLDER") } ?? ""
    let name = folder.path.split(separator: "/").last ?? ""
    #expect(text.replacingOccurrences(of: name, with: "NAME") == bad.text)
  }

  @Test(
    "Where MNIST is taken for a path, the error says where it is",
    arguments: ["mnist", "MNIST", "minst"])
  func mnistIsNoPath(path: String) throws {
    let error = #expect(throws: DatasetError.nothingThere(path)) {
      try DatasetSplits.load(path: path)
    }
    let advice = path == "minst" ? "" : ", or use DatasetSplits.mnist()"
    #expect(
      error?.description
        == "there is nothing at \(path); name a file or folder with a data set\(advice)")
  }

  @Test("a folder that is missing or none is named", arguments: DatasetSplit.allCases)
  func missingFolder(split: DatasetSplit) throws {
    let folder = try Self.folder()
    let path = "\(folder.path)/nowhere"
    let missing = #expect(throws: DatasetError.noFolder(path)) {
      try Dataset.load(folder: path, split: split)
    }
    #expect(
      missing?.description
        == "there is no folder \(path); name a folder with MNIST-like IDX files")
    let file = "\(folder.path)/train-images-idx3-ubyte"
    let other = #expect(throws: DatasetError.notAFolder(file)) {
      try Dataset.load(folder: file, split: split)
    }
    #expect(
      other?.description == "\(file) is not a folder; name the folder that holds the IDX files")
    #expect(throws: DatasetError.noFolder("")) { try Dataset.load(folder: "", split: split) }
  }
}
