import Foundation
import LeNetCatalog
import LeNetData
import LeNetInspection
import LeNetModel
import LeNetRandom
import Testing

@Suite("The doctor")
struct CheckupTests {
  @Test("MNIST is sound, and known by its bytes")
  func sound() throws {
    let inspection = try DatasetInspection(try DatasetSplits.mnist())
    #expect(inspection.isSound)
    #expect(inspection.findings.map(\.message) == ["These are MNIST's bytes."])
    // The figures that texts on MNIST give: 0.1307 and 0.3081.
    #expect(abs(inspection.figures[0].means[0] - 0.1307) < 0.0001)
    #expect(abs(inspection.figures[0].standardDeviations[0] - 0.3081) < 0.0001)
    #expect(inspection.figures[1].classCounts.reduce(0, +) == 10_000)
  }

  @Test("a part of MNIST is sound without being known")
  func partly() throws {
    let inspection = try DatasetInspection(try DatasetSplits.some.get())
    #expect(inspection.findings.isEmpty, "\(inspection.findings)")
  }

  @Test("what was made bad on purpose is found", arguments: BadData.all)
  func found(bad: BadData) throws {
    let inspection = try DatasetInspection(try bad.make(try DatasetSplits.some.get()))
    let finding = inspection.findings.first { $0.kind == bad.kind }
    #expect(finding?.severity == bad.severity, "\(inspection.findings)")
    for words in bad.says.components(separatedBy: " ... ") {
      #expect(finding?.message.contains(words) == true, "\(inspection.findings)")
    }
    #expect(finding?.advice.isEmpty == false)
    #expect(inspection.isSound == !inspection.findings.contains { $0.severity == .wrong })
    for finding in inspection.findings {
      #expect(finding.message.hasSuffix(".") && !finding.message.contains("\n"))
    }
  }

  @Test(
    "of photographs nothing is said that holds for ink and digits only, all else is",
    arguments: BadData.all)
  func photographs(bad: BadData) throws {
    let splits = try bad.make(try DatasetSplits.some.get())
    let findings = try DatasetInspection(splits, subject: .photographs).findings
    let isOfInk = [.turned, .inverted].contains(bad.kind)
    // Numbers that both parts exchange mean other digits, but no other photographs.
    if bad.kind != .otherNumbering {
      #expect(findings.contains { $0.kind == bad.kind } == !isOfInk, "\(findings)")
    }
    for finding in findings {
      #expect(!finding.message.contains("ink") && !finding.message.contains("digit"), "\(finding)")
      #expect(![.turned, .inverted, .photographsAsInk].contains(finding.kind))
    }
    let ink = try DatasetInspection(splits, subject: .photographsAsInk).findings
    #expect(ink.contains { $0.kind == .photographsAsInk && $0.severity == .warning })
    #expect(ink.count == findings.count + 1)
  }

  @Test("few photographs whose mean tells nothing are a warning, many are wrong")
  func unrelatedPhotographs() throws {
    let splits = try DatasetSplits.some.get()
    for (count, severity) in [(900, Finding.Severity.warning), (3000, .wrong)] {
      let shuffled = try splits.changing { split in
        split.keep { image, _ in image < count }
        var random = RandomStream(seed: 1, purpose: .test)
        split.labels.shuffle(using: &random)
      }
      let found = try DatasetInspection(shuffled, subject: .photographs).findings.first {
        $0.kind == .labelsUnrelated && $0.message.contains("training")
      }
      #expect(found?.severity == severity, "seed 1, \(count): \(String(describing: found))")
    }
  }

  @Test("no kind of finding is without a test")
  func complete() {
    let elsewhere: Set<Finding.Kind> = [.identity, .mixedSets, .changedBytes, .photographsAsInk]
    #expect(Set(BadData.all.map(\.kind)).union(elsewhere) == Set(Finding.Kind.allCases))
  }

  @Test("classes are worth a note only where some have no image")
  func classNotes() throws {
    let some = try DatasetSplits.some.get()
    #expect(some.classNotes.isEmpty)
    for (kept, says) in [
      ([0, 1, 2, 3, 4, 5, 6, 8, 9], "no training image is of class 7, so it"),
      ([0, 9], "no training image is of class 1, 2, 3, 4, 5, 6, 7, 8, so it"),
      ([9], "all training images are of class 9, so there"),
    ] as [(Set<UInt8>, String)] {
      let splits = try some.changing(.training) { split in
        split.keep { _, label in kept.contains(label) }
      }
      #expect(splits.classNotes.count == 1 && splits.classNotes[0].hasPrefix(says))
    }
  }

  /// MNIST's files in a folder of some name, changed in some way.
  private func folder(
    _ name: String, _ change: (String) throws -> Void = { _ in }
  ) throws -> (TemporaryFolder, DatasetInspection) {
    let outer = try TemporaryFolder()
    let path = "\(outer.path)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let whole = try DatasetSplits.mnist()
    for (prefix, dataset) in [("train", whole.training), ("t10k", whole.test)] {
      let images = IDX.encode(images: dataset.images, shape: dataset.shape)
      try Data(images).write(to: URL(fileURLWithPath: "\(path)/\(prefix)-images-idx3-ubyte"))
      let labels = IDX.encode(labels: dataset.labels)
      try Data(labels).write(to: URL(fileURLWithPath: "\(path)/\(prefix)-labels-idx1-ubyte"))
    }
    try change(path)
    let source = try DataSource(path: path)
    return (
      outer,
      try DatasetInspection(source.load().splits, name: name, digests: source.storedDigests())
    )
  }

  @Test(
    "files of another set than the folder says, of the other part, and changed ones",
    arguments: ["fashion-mnist", "KMNIST", "data"])
  func identity(name: String) throws {
    let (_, inspection) = try folder(name)
    let first = try #require(inspection.findings.first)
    #expect(first.kind == .identity && first.message.hasPrefix("These are MNIST's bytes"))
    #expect(inspection.isSound == (name == "data"))
  }

  @Test("parts exchanged, and files of two sets together")
  func exchanged() throws {
    let (_, moved) = try folder("mnist") { path in
      for kind in ["images-idx3", "labels-idx1"] {
        try FileManager.default.removeItem(atPath: "\(path)/t10k-\(kind)-ubyte")
        try FileManager.default.copyItem(
          atPath: "\(path)/train-\(kind)-ubyte", toPath: "\(path)/t10k-\(kind)-ubyte")
      }
    }
    #expect(moved.findings.first?.kind == .mixedSets && !moved.isSound)
    #expect(moved.findings.contains { $0.kind == .leakage })
    let (_, changed) = try folder("mnist") { path in
      for prefix in ["train", "t10k"] {
        for kind in ["images-idx3", "labels-idx1"] {
          let url = URL(fileURLWithPath: "\(path)/\(prefix)-\(kind)-ubyte")
          var bytes = [UInt8](try Data(contentsOf: url))
          bytes[bytes.count - 1] = 1
          bytes[bytes.count - 400] = 1
          try Data(bytes).write(to: url)
        }
      }
    }
    #expect(changed.findings.contains { $0.kind == .changedBytes && $0.severity == .warning })
  }

  @Test(
    "a damaged file among a set's is named", arguments: ["mnist", "data"],
    [["train-images-idx3-ubyte"], ["t10k-labels-idx1-ubyte", "train-images-idx3-ubyte"]])
  func damaged(name: String, files: [String]) throws {
    let (_, inspection) = try folder(name) { path in
      for file in files {
        let url = URL(fileURLWithPath: "\(path)/\(file)")
        var bytes = [UInt8](try Data(contentsOf: url))
        bytes[2000] ^= 1
        try Data(bytes).write(to: url)
      }
    }
    let changed = inspection.findings.filter { $0.kind == .changedBytes }
    // The training split's file is named first.
    let words = files.count == 1 ? "\(files[0]) is" : "\(files[1]), \(files[0]) are"
    #expect(changed.map(\.message) == ["\(words) not as published for MNIST."])
    #expect(changed.allSatisfy { $0.severity == .warning } && inspection.isSound)
    #expect(
      inspection.findings.contains { $0.message == "Some of these files are MNIST's bytes." })
  }

  /// KMNIST's training images, of whose content no digest is known, beside its labels.
  @Test(
    "a file of which only the packed digest is known is judged packed alone",
    arguments: [(nil, false), ("as unpacked", false), ("of other bytes", true)])
  func unknownContent(stored: String?, isChanged: Bool) throws {
    let some = try DatasetSplits.some.get()
    let labels = "2a16eeae62da984b8bd24fa32e31d47291f01dac3fe84d5594f304f71e7d374b"
    let training = try Dataset(
      name: "kmnist", shape: some.training.shape, images: some.training.images,
      labels: some.training.labels,
      sha256: ["train-images.idx3-ubyte": "as unpacked", "train-labels-idx1-ubyte": labels])
    let inspection = try DatasetInspection(
      DatasetSplits(training: training, test: some.test), name: "kmnist",
      digests: stored.map { ["train-images.idx3-ubyte": $0] } ?? [:])
    let changed = inspection.findings.filter { $0.kind == .changedBytes }
    #expect(
      changed.map(\.message)
        == (isChanged ? ["train-images.idx3-ubyte is not as published for Kuzushiji-MNIST."] : []))
  }

  @Test("a changed batch of CIFAR-10 for Python is known by its MD5")
  func changedBatch() throws {
    let some = try DatasetSplits.some.get()
    let training = try Dataset(
      name: "data", shape: some.training.shape, images: some.training.images,
      labels: some.training.labels, sha256: ["data_batch_1": "a", "data_batch_2": "b"])
    let digests = [
      "data_batch_1": "c99cafc152244af753f735de768cd75f",
      "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabed",
    ]
    let inspection = try DatasetInspection(
      DatasetSplits(training: training, test: some.test), digests: digests)
    let changed = inspection.findings.filter { $0.kind == .changedBytes }
    #expect(changed.map(\.message) == ["data_batch_2 is not as published for CIFAR-10."])
  }

  @Test("digests tell the sets apart")
  func mixed() throws {
    let some = try DatasetSplits.some.get()
    func dataset(_ split: Dataset, _ hashes: [String: String]) throws -> Dataset {
      try Dataset(
        name: "data", shape: split.shape, images: split.images, labels: split.labels, sha256: hashes
      )
    }
    let mnist = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    let fashion = "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
    let splits = try DatasetSplits(
      training: dataset(some.training, ["a": mnist]), test: dataset(some.test, ["b": fashion]))
    let first = try DatasetInspection(splits).findings.first
    #expect(first?.kind == .mixedSets)
    #expect(first?.message.contains("the test images are Fashion-MNIST's") == true)
  }

  /// Digests of a set as `DataSource.storedDigests()` gives them, a file of the training split first.
  private static let publishedDigests:
    [(set: String, folder: String, digests: [String], isWhole: Bool)] = [
      (
        "Kuzushiji-MNIST", "KMNIST",
        [
          "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
          "a11dc742be8e781a40a92f53d6a4957e7b7d36df2faa097659131ebfd8fd60c6",
        ], false
      ),
      (
        "QMNIST", "qmnist",
        [
          "9e26a7bf1683614e065d7b76460ccd52807165b3f22561fb782bd9f38c52b51d",
          "92d0ccb8c25f9c6534270fb4be7e1d24a1c6d315edfc8a638bfbd31c70f362dd",
        ], false
      ),
      (
        "USPS", "usps",
        [
          "3771e9dd6ba685185f89867b6e249233dd74652389f263963b3b741e994b034f",
          "a9c0164e797d60142a50604917f0baa604f326e9a689698763793fa5d12ffc4e",
        ], true
      ),
      (
        "CIFAR-10", "data",
        ["c99cafc152244af753f735de768cd75f", "40351d587109b95175f43aff81a1287e"],
        false
      ),
    ]

  @Test(
    "each set is told by its files' digests, in a folder of its name",
    arguments: publishedDigests.indices)
  func stored(number: Int) throws {
    let stored = Self.publishedDigests[number]
    let some = try DatasetSplits.some.get()
    func dataset(_ split: Dataset, _ file: String) throws -> Dataset {
      try Dataset(
        name: "data", shape: split.shape, images: split.images, labels: split.labels,
        sha256: [file: "its own"])
    }
    let splits = try DatasetSplits(
      training: dataset(some.training, "a"), test: dataset(some.test, "b"))
    let digests = ["a": stored.digests[0], "b": stored.digests[1]]
    let first = try DatasetInspection(splits, name: stored.folder, digests: digests).findings.first
    #expect(
      first?.message
        == (stored.isWhole
          ? "These are \(stored.set)'s bytes." : "Some of these files are \(stored.set)'s bytes."))
    #expect(first?.severity == .note)
    let exchanged = ["a": stored.digests[1], "b": stored.digests[0]]
    let moved = try DatasetInspection(splits, name: stored.folder, digests: exchanged).findings
      .first
    #expect(moved?.kind == .mixedSets, "\(moved?.message ?? "none")")
  }

  @Test("files are hashed as they are stored, by the function that their source publishes")
  func storedDigests() throws {
    let folder = try TemporaryFolder()
    for name in ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"] {
      try folder.write("abc", to: name)
    }
    try folder.write("abc", to: "test_batch")
    let batches = try DataSource(path: folder.path).storedDigests()
    #expect(batches.count == 6)
    // RFC 1321 and FIPS 180-2 have these of abc.
    #expect(batches["test_batch"] == "900150983cd24fb0d6963f7d28e17f72")
    let packed = try TemporaryFolder()
    try packed.write("abc", to: "usps.bz2")
    try packed.write("abc", to: "usps.t.bz2")
    try packed.write("abc", to: "other.gz")
    #expect(
      try DataSource(path: packed.path).storedDigests() == [
        "usps": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "usps.t": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      ])
  }
}
