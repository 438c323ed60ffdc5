import Foundation
import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetRandom
import LeNetTestSupport
import Testing

/// A good file of a form, and its name in a folder that is otherwise good.
struct FuzzCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let file: String
  let make: @Sendable () throws -> TemporaryFolder

  static let all: [FuzzCase] = plain + pickled + archives

  private static let plain: [FuzzCase] = [
    FuzzCase(testDescription: "EMNIST's images", file: "emnist-letters-test-images-idx3-ubyte") {
      try letters()
    },
    FuzzCase(testDescription: "EMNIST's labels", file: "emnist-letters-test-labels-idx1-ubyte.gz") {
      try letters()
    },
    FuzzCase(testDescription: "EMNIST's mapping", file: "emnist-letters-mapping.txt") {
      try letters()
    },
    FuzzCase(testDescription: "QMNIST's labels", file: "qmnist-test-labels-idx2-int") {
      try FormatFixture.qmnist(labels: [9, 0, 4], images: someBytes(18), shape: Shape(1, 3, 2))
    },
    FuzzCase(testDescription: "USPS", file: "usps.t") { try usps(isCompressed: false) },
    FuzzCase(testDescription: "USPS in bzip2", file: "usps.t.bz2") { try usps(isCompressed: true) },
    FuzzCase(testDescription: "CIFAR-10, binary", file: "test_batch.bin") {
      try FormatFixture.binary()
    },
    FuzzCase(testDescription: "CSV", file: "test.csv") {
      let folder = try TemporaryFolder()
      for name in ["train.csv", "test.csv"] { try folder.write(FormatFixture.csv, to: name) }
      return folder
    },
  ]

  private static let pickled: [FuzzCase] = [
    "python2", "0", "1", "2", "3", "4", "5", "text-0", "text-4", "scalars-2", "scalars-5",
  ].map { kind in
    FuzzCase(testDescription: "CIFAR-10, pickled, \(kind)", file: "test_batch") {
      try FormatFixture.pickled(try FormatFixture.reference("batch-\(kind).gz"))
    }
  }

  private static let archives: [FuzzCase] = [
    "stored", "deflated", "fortran", "wide", "last", "version-2",
  ].map { name in
    FuzzCase(testDescription: "NumPy, \(name)", file: "x.npz") {
      let folder = try TemporaryFolder()
      try folder.write(try FormatFixture.reference("\(name).npz"), to: "x.npz")
      return folder
    }
  }

  private static func letters() throws -> TemporaryFolder {
    try FormatFixture.emnist(
      split: "letters", labels: [1, 26, 3], images: someBytes(18), shape: Shape(1, 3, 2),
      mapping: (1...26).map { "\($0) \($0 + 64)" }.joined(separator: "\n") + "\n")
  }

  private static func usps(isCompressed: Bool) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let bytes = Array(FormatFixture.usps.utf8)
    for name in ["usps", "usps.t"] {
      try folder.write(
        isCompressed ? Bzip2.deflate(bytes) : bytes, to: name + (isCompressed ? ".bz2" : ""))
    }
    return folder
  }
}

@Suite("Damaged files of every form")
struct FormatFuzzTests {
  @Test(
    "a file cut anywhere gives an error, or fewer images that are sound", arguments: FuzzCase.all)
  func cut(fuzz: FuzzCase) throws {
    let folder = try fuzz.make()
    let bytes = try content(of: fuzz.file, in: folder)
    #expect(try DataSource(path: folder.path).load(.test).count > 0)
    let step = max(1, bytes.count / 400)
    for length in stride(from: 0, to: bytes.count, by: step) {
      try folder.write(Array(bytes.prefix(length)), to: fuzz.file)
      expectSound(folder.path, "\(fuzz) cut to \(length) bytes")
    }
  }

  @Test("changed bytes give an error or sound data", arguments: FuzzCase.all)
  func changed(fuzz: FuzzCase) throws {
    let folder = try fuzz.make()
    let bytes = try content(of: fuzz.file, in: folder)
    let seed = UInt64.random(in: 0...UInt64.max)
    for turn in 0..<400 {
      var random = RandomStream(seed: seed, purpose: .test, index: UInt32(turn))
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        // Half of the changes where headers and directories are.
        let isFront = Bool.random(using: &random)
        let limit = isFront ? min(bytes.count, 200) : bytes.count
        let place = Int.random(in: 0..<limit, using: &random)
        let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
        damaged[Bool.random(using: &random) ? place : bytes.count - 1 - place] =
          values.randomElement(using: &random) ?? 0
      }
      try folder.write(damaged, to: fuzz.file)
      expectSound(folder.path, "\(fuzz), seed \(seed), turn \(turn)")
    }
  }

  /// Reading must end, in an error that speaks in one line or in data that hold together.
  private func expectSound(_ path: String, _ what: @autoclosure () -> String) {
    do {
      let data = try DataSource(path: path).load(.test)
      #expect(data.count > 0 && data.count < 100 && data.labels.count == data.count, "\(what())")
      #expect(data.images.count == data.count * data.shape.count, "\(what())")
      #expect(data.labels.allSatisfy { Int($0) < data.classes.count }, "\(what())")
    } catch {
      let text = error.description
      #expect(!text.isEmpty && text.count < 1000, "\(what()): \(text)")
    }
  }

  private func content(of file: String, in folder: TemporaryFolder) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(file)")))
  }
}
