import Foundation
import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetFetching
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Where data sets lie")
struct DataFoldersTests {
  private static let idx = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  @Test(
    "Folders are searched in order",
    arguments: [
      (nil, ["HOME": "/h"], "/h/.local/share/lenet", ["/h/.local/share/lenet", "data"]),
      ("/d", ["HOME": "/h"], "/d", ["/d", "/h/.local/share/lenet", "data"]),
      (nil, ["HOME": "/h", "XDG_DATA_HOME": "/x"], "/x/lenet", ["/x/lenet", "data"]),
      (
        nil, ["HOME": "/h", "XDG_DATA_HOME": "x"], "/h/.local/share/lenet",
        ["/h/.local/share/lenet"]
      ),
      (nil, ["HOME": "", "XDG_DATA_HOME": ""], nil, ["data", "/usr/share/datasets"]),
    ] as [(String?, [String: String], String?, [String])])
  func searched(
    named: String?, environment: [String: String], own: String?, searched: [String]
  ) {
    let folders = DataFolders(named: named, environment: { environment[$0] })
    #expect(folders.own == own)
    #expect(folders.searched.starts(with: searched))
    #expect(folders.searched.last == "/usr/share/datasets")
    #expect(folders.searched.contains("/h/.keras/datasets") == (environment["HOME"] == "/h"))
  }

  /// A data set, files, and the folder in which it must be found.
  struct Layout: Sendable, CustomTestStringConvertible {
    let dataset: String
    let folder: String
    let files: [String]
    var testDescription: String { "\(dataset) in \(folder)" }
  }

  static let layouts = [
    Layout(dataset: "fashion-mnist", folder: "fashion-mnist", files: idx.map { $0 + ".gz" }),
    Layout(dataset: "fashion-mnist", folder: "FashionMNIST/raw", files: idx),
    Layout(dataset: "mnist", folder: "MNIST/raw", files: idx),
    Layout(dataset: "kmnist", folder: "KMNIST/raw", files: idx),
    Layout(
      dataset: "emnist-letters", folder: "EMNIST/raw",
      files: ["train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1"]
        .map { "emnist-letters-\($0)-ubyte" }),
    Layout(
      dataset: "qmnist", folder: "QMNIST/raw",
      files: [
        "train-images-idx3-ubyte", "train-labels-idx2-int", "test-images-idx3-ubyte",
        "test-labels-idx2-int",
      ].map { "qmnist-\($0)" }),
    Layout(dataset: "usps", folder: "", files: ["usps.bz2", "usps.t.bz2"]),
    Layout(dataset: "usps", folder: "usps", files: ["usps", "usps.t"]),
    Layout(
      dataset: "cifar10", folder: "cifar-10-batches-py",
      files: (1...5).map { "data_batch_\($0)" } + ["test_batch"]),
    Layout(
      dataset: "cifar10", folder: "cifar-10-batches-py-target/cifar-10-batches-py",
      files: (1...5).map { "data_batch_\($0)" } + ["test_batch"]),
    Layout(
      dataset: "cifar10", folder: "cifar10/cifar-10-batches-bin",
      files: (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]),
  ]

  @Test("Our own layout and those of torchvision and Keras are found", arguments: layouts)
  func found(layout: Layout) throws {
    let root = try TemporaryFolder()
    let place = layout.folder.isEmpty ? root.path : "\(root.path)/\(layout.folder)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let folders = DataFolders(named: root.path, environment: { _ in nil })
    let dataset = try #require(KnownDataset.find(layout.dataset))
    for file in layout.files {
      #expect(dataset.location(in: folders)?.hasPrefix(root.path) != true)
      try Data().write(to: URL(fileURLWithPath: "\(place)/\(file)"))
    }
    #expect(dataset.location(in: folders) == place)
  }

  @Test("What is loaded by its name has that name and its classes, and must be the published files")
  func loaded() throws {
    let folder = try DatasetFolderTests.folder()
    for known in [KnownDataset.fashionMNIST, .kmnist] {
      let error = #expect(throws: DatasetError.self) { try known.load(.test, from: folder.path) }
      #expect(
        "\(try #require(error))".contains("differs from the published file of \(known.title)"))
    }
    // No digest is known of EMNIST's unpacked files.
    for kind in ["images-idx3", "labels-idx1"] {
      try FileManager.default.copyItem(
        atPath: "\(folder.path)/t10k-\(kind)-ubyte",
        toPath: "\(folder.path)/emnist-balanced-test-\(kind)-ubyte")
    }
    let balanced = try #require(KnownDataset.find("emnist-balanced"))
    let split = try balanced.load(.test, from: folder.path)
    #expect(split.name == "emnist-balanced" && split.classes == balanced.classes)
    #expect(split.labels == [1, 2])
    let text = Array("1 1:-1 256:1\n".utf8)
    try folder.write(text, to: "usps.t")
    #expect(throws: DatasetError.self) { try KnownDataset.usps.load(.test, from: folder.path) }
  }

  @Test("A file of a set is judged by all that is known of it")
  func verified() throws {
    let folder = try TemporaryFolder()
    let splits = try DatasetSplits.mnist()
    let labels = IDX.encode(labels: splits.test.labels)
    let name = "t10k-labels-idx1-ubyte"
    func state() -> FileVerification.State? {
      KnownDataset.mnist.verify(in: folder.path).first { $0.name.hasPrefix(name) }?.state
    }
    #expect(state() == .missing)
    try folder.write(labels, to: name)
    #expect(state() == .right(.content))
    try folder.write([UInt8](repeating: 0, count: labels.count), to: name)
    #expect(state()?.isRight == false)
    // Packed here, so of another digest than the published file, and of the same content.
    try folder.write(Gzip.deflate(labels), to: name + ".gz")
    #expect(state() == .right(.content))
    try folder.write(Gzip.deflate(labels).dropLast(9), to: name + ".gz")
    #expect(state()?.isRight == false)
  }

  @Test("A folder's files tell which of the sets under MNIST's names it holds")
  func recognized() throws {
    let folder = try TemporaryFolder()
    let labels = IDX.encode(labels: try DatasetSplits.mnist().test.labels)
    try folder.write(labels, to: "t10k-labels-idx1-ubyte")
    try folder.write(
      Gzip.deflate([UInt8](repeating: 1, count: 20_808)),
      to: "emnist-letters-test-labels-idx1-ubyte.gz")
    let found = KnownDataset.recognized(in: folder.path)
    #expect(found.map(\.dataset.name).sorted() == ["emnist-letters", "mnist"])
    let letters = try #require(found.first { $0.dataset.name == "emnist-letters" })
    #expect(letters.files.map(\.state).filter(\.isRight) == [.right(.ownChecksum)])
    #expect(KnownDataset.recognized(in: "/nowhere").isEmpty)
    try folder.write(
      Gzip.deflate([1, 2, 3]), to: "emnist-letters-test-labels-idx1-ubyte.gz")
    let short = KnownDataset.recognized(in: folder.path).flatMap(\.files).map(\.state)
    #expect(short.contains(.wrong("holds 3 bytes, expected 20808")))
  }
}
