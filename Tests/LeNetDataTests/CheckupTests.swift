import Foundation
import LeNetData
import LeNetModel
import LeNetRandom
import Testing

@Suite("The doctor")
struct CheckupTests {
  @Test("MNIST is sound, and known by its bytes")
  func sound() throws {
    let checkup = try Checkup(try DatasetParts.mnist())
    #expect(checkup.isSound)
    #expect(checkup.findings.map(\.message) == ["These are MNIST's bytes."])
    // The figures that texts on MNIST give: 0.1307 and 0.3081.
    #expect(abs(checkup.figures[0].means[0] - 0.1307) < 0.0001)
    #expect(abs(checkup.figures[0].deviations[0] - 0.3081) < 0.0001)
    #expect(checkup.figures[1].classCounts.reduce(0, +) == 10_000)
  }

  @Test("a part of MNIST is sound without being known")
  func partly() throws {
    let checkup = try Checkup(try DatasetParts.some.get())
    #expect(checkup.findings.isEmpty, "\(checkup.findings)")
  }

  @Test("what was made bad on purpose is found", arguments: BadData.all)
  func found(bad: BadData) throws {
    let checkup = try Checkup(try bad.make(try DatasetParts.some.get()))
    let finding = checkup.findings.first { $0.kind == bad.kind }
    #expect(finding?.severity == bad.severity, "\(checkup.findings)")
    #expect(finding?.message.contains(bad.says) == true, "\(checkup.findings)")
    #expect(finding?.advice.isEmpty == false)
    #expect(checkup.isSound == !checkup.findings.contains { $0.severity == .wrong })
    for finding in checkup.findings {
      #expect(finding.message.hasSuffix(".") && !finding.message.contains("\n"))
    }
  }

  @Test("no kind of finding is without a test")
  func complete() {
    let elsewhere: Set<Finding.Kind> = [.identity, .mixedSets, .changedBytes]
    #expect(Set(BadData.all.map(\.kind)).union(elsewhere) == Set(Finding.Kind.allCases))
  }

  @Test("classes are worth a note only where some have no image")
  func classNotes() throws {
    let some = try DatasetParts.some.get()
    #expect(some.classNotes.isEmpty)
    for (kept, says) in [
      ([0, 1, 2, 3, 4, 5, 6, 8, 9], "no training image is of class 7, so it"),
      ([0, 9], "no training image is of class 1, 2, 3, 4, 5, 6, 7, 8, so it"),
      ([9], "all training images are of class 9, so there"),
    ] as [(Set<UInt8>, String)] {
      let parts = try some.changing(.training) { part in
        part.keep { _, label in kept.contains(label) }
      }
      #expect(parts.classNotes.count == 1 && parts.classNotes[0].hasPrefix(says))
    }
  }

  /// MNIST's files in a folder of some name, changed in some way.
  private func folder(
    _ name: String, _ change: (String) throws -> Void = { _ in }
  ) throws -> (TemporaryFolder, Checkup) {
    let outer = try TemporaryFolder()
    let path = "\(outer.path)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let whole = try DatasetParts.mnist()
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
      try Checkup(source.load().parts, name: name, digests: source.compressedDigests())
    )
  }

  @Test(
    "files of another set than the folder says, of the other part, and changed ones",
    arguments: ["fashion-mnist", "KMNIST", "data"])
  func identity(name: String) throws {
    let (_, checkup) = try folder(name)
    let first = try #require(checkup.findings.first)
    #expect(first.kind == .identity && first.message.hasPrefix("These are MNIST's bytes"))
    #expect(checkup.isSound == (name == "data"))
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

  @Test("digests tell the sets apart")
  func mixed() throws {
    let some = try DatasetParts.some.get()
    func dataset(_ part: Dataset, _ hashes: [String: String]) throws -> Dataset {
      try Dataset(
        name: "data", shape: part.shape, images: part.images, labels: part.labels, sha256: hashes)
    }
    let mnist = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    let fashion = "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
    let parts = try DatasetParts(
      training: dataset(some.training, ["a": mnist]), test: dataset(some.test, ["b": fashion]))
    let first = try Checkup(parts).findings.first
    #expect(first?.kind == .mixedSets)
    #expect(first?.message.contains("the test images are Fashion-MNIST's") == true)
  }
}
