import Foundation
import LeNetData
import LeNetModel
import LeNetRandom
import Testing

/// Data made bad on purpose, and what has to be found.
struct BadData: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let kind: Finding.Kind
  let severity: Finding.Severity
  let says: String
  let make: @Sendable (DatasetParts) throws -> DatasetParts

  static let all: [BadData] = images + labels + repetition + turned + letters

  static let images: [BadData] = [
    BadData(
      testDescription: "inverted", kind: .inverted, severity: .wrong, says: "dark on light"
    ) { try $0.changing { part in part.pixels { 255 - $0 } } },
    BadData(
      testDescription: "one in three inverted", kind: .inverted, severity: .warning,
      says: "lighter along their border"
    ) { parts in
      try parts.changing { part in
        part.images { image, pixels in image % 3 == 0 ? pixels.map { 255 - $0 } : pixels }
      }
    },
    BadData(
      testDescription: "0 to 1 as bytes", kind: .darkImages, severity: .wrong, says: "above 1"
    ) { try $0.changing { part in part.pixels { $0 > 127 ? 1 : 0 } } },
    BadData(
      testDescription: "empty images", kind: .blankImages, severity: .wrong, says: "without any ink"
    ) { parts in
      try parts.changing { part in
        part.images { image, pixels in image % 50 == 7 ? pixels.map { _ in 0 } : pixels }
      }
    },
    BadData(
      testDescription: "an empty image", kind: .blankImages, severity: .warning,
      says: "1 image without any ink, all 0, the first is number 7"
    ) { parts in
      try parts.changing(.training) { part in
        part.images { image, pixels in image == 7 ? pixels.map { _ in 0 } : pixels }
      }
    },
    BadData(
      testDescription: "constant images", kind: .constantImages, severity: .wrong,
      says: "of one value all over"
    ) { parts in
      try parts.changing(.test) { part in
        part.images { image, pixels in image < 20 ? pixels.map { _ in 99 } : pixels }
      }
    },
    BadData(
      testDescription: "a brighter test part", kind: .differentParts, severity: .wrong,
      says: "The mean of the training images"
    ) { try $0.changing(.test) { part in part.pixels { 100 + $0 / 2 } } },
  ]

  static let labels: [BadData] = [
    BadData(
      testDescription: "labels a place late", kind: .labelsOutOfStep, severity: .wrong,
      says: "out of step by one place: the nearest class mean reads"
    ) { try $0.changing { part in part.labels.append(part.labels.removeFirst()) } },
    BadData(
      testDescription: "test labels three places early", kind: .labelsOutOfStep, severity: .wrong,
      says: "The test labels are out of step by 3 places"
    ) { parts in
      try parts.changing(.test) { part in
        let last = Array(part.labels.suffix(3))
        part.labels.removeLast(3)
        part.labels.insert(contentsOf: last, at: 0)
      }
    },
    BadData(
      testDescription: "a label lost in the middle", kind: .labelsOutOfStep, severity: .wrong,
      says: "from about image 5000 on"
    ) { parts in
      try parts.changing(.training) { part in
        part.labels.remove(at: 5200)
        part.labels.append(0)
      }
    },
    BadData(
      testDescription: "shuffled labels", kind: .labelsUnrelated, severity: .wrong,
      says: "say nothing about the images"
    ) { parts in
      try parts.changing { part in
        var random = RandomStream(seed: 1, purpose: .test)
        part.labels.shuffle(using: &random)
      }
    },
    BadData(
      testDescription: "test classes counted from 1", kind: .otherNumbering, severity: .wrong,
      says: "The test part numbers its classes otherwise"
    ) { try $0.changing(.test) { part in part.labels = part.labels.map { ($0 + 1) % 10 } } },
    BadData(
      testDescription: "all classes counted from 1", kind: .otherNumbering, severity: .wrong,
      says: "what is labelled 0 looks like 9"
    ) { try $0.changing { part in part.labels = part.labels.map { ($0 + 1) % 10 } } },
    BadData(
      testDescription: "a class with few images", kind: .classBalance, severity: .warning,
      says: "unbalanced"
    ) { parts in
      try parts.changing(.training) { part in
        part.keep { image, label in label != 4 || image % 9 == 0 }
      }
    },
    BadData(
      testDescription: "a class without images", kind: .emptyClass, severity: .wrong,
      says: "The training part has no image of class 4"
    ) { try $0.changing(.training) { part in part.keep { _, label in label != 4 } } },
    BadData(
      testDescription: "few images", kind: .small, severity: .warning, says: "There are 200 images"
    ) { try $0.changing(.training) { part in part.keep { image, _ in image < 200 } } },
  ]

  static let repetition: [BadData] = [
    BadData(
      testDescription: "a third of the test part is trained on", kind: .leakage, severity: .wrong,
      says: "test image 0 is training image 0"
    ) { parts in
      let size = parts.training.shape.count
      return try parts.changing(.test) { part in
        part.images { image, pixels in
          image % 3 == 0
            ? Array(parts.training.images[image * size..<(image + 1) * size]) : pixels
        }
        for image in stride(from: 0, to: part.labels.count, by: 3) {
          part.labels[image] = parts.training.labels[image]
        }
      }
    },
    BadData(
      testDescription: "images twice", kind: .duplicates, severity: .wrong,
      says: "repeat earlier ones"
    ) { parts in
      let all = parts.training
      return try parts.changing(.training) { part in
        part.bytes += all.images.prefix(1000 * all.shape.count)
        part.labels += all.labels.prefix(1000)
      }
    },
    BadData(
      testDescription: "an image twice with two labels", kind: .conflictingLabels,
      severity: .warning, says: "1 image has another label"
    ) { parts in
      let all = parts.training
      return try parts.changing(.training) { part in
        part.bytes += all.images.prefix(all.shape.count)
        part.labels.append((all.labels[0] + 1) % 10)
      }
    },
  ]

  static let turned: [BadData] = [
    "transposed", "turned a quarter to the left", "turned a quarter to the right", "upside down",
    "left and right exchanged", "top and bottom exchanged",
  ].map { way in
    BadData(testDescription: way, kind: .turned, severity: .wrong, says: way) { parts in
      let sources = (0..<784).map { source(of: $0, way) }
      return try parts.changing { part in
        part.images { _, pixels in sources.map { pixels[$0] } }
      }
    }
  }

  /// Where a place of an upright image goes to.
  private static func source(of place: Int, _ way: String) -> Int {
    let (row, column) = (place / 28, place % 28)
    return switch way {
    case "transposed": column * 28 + row
    case "turned a quarter to the left": column * 28 + 27 - row
    case "turned a quarter to the right": (27 - column) * 28 + row
    case "upside down": (27 - row) * 28 + 27 - column
    case "left and right exchanged": row * 28 + 27 - column
    default: (27 - row) * 28 + column
    }
  }

  /// Letters are told by those that are written like a digit.
  static let letters: [BadData] = [
    BadData(
      testDescription: "transposed letters", kind: .turned, severity: .wrong, says: "transposed"
    ) { parts in
      let names = ["O", "I", "Z", "S", "G", "B", "q", "x", "y", "w"]
      let numbers: [UInt8] = [0, 1, 2, 7, 8, 3, 4, 9, 5, 6]
      return try parts.changing(classes: names) { part in
        part.labels = part.labels.map { numbers[Int($0)] }
        part.images { _, pixels in (0..<784).map { pixels[$0 % 28 * 28 + $0 / 28] } }
      }
    }
  ]
}

/// Images and labels that may be changed.
struct ChangeablePart {
  let size: Int
  var bytes: [UInt8]
  var labels: [UInt8]

  mutating func pixels(_ change: (UInt8) -> UInt8) { bytes = bytes.map(change) }

  mutating func images(_ change: (Int, [UInt8]) -> [UInt8]) {
    bytes = labels.indices.flatMap { change($0, Array(bytes[$0 * size..<($0 + 1) * size])) }
  }

  mutating func keep(_ isKept: (Int, UInt8) -> Bool) {
    let kept = labels.indices.filter { isKept($0, labels[$0]) }
    bytes = kept.flatMap { bytes[$0 * size..<($0 + 1) * size] }
    labels = kept.map { labels[$0] }
  }
}

extension DatasetParts {
  /// The first images of MNIST, as many as make every finding certain.
  static let some = Result {
    let whole = try DatasetParts.mnist()
    return try whole.changing { part in part.keep { image, _ in image < 8000 } }
  }

  func changing(
    _ only: DatasetPart? = nil, classes: [String]? = nil,
    _ change: (inout ChangeablePart) throws -> Void
  ) throws -> DatasetParts {
    func changed(_ dataset: Dataset, _ part: DatasetPart) throws -> Dataset {
      var content = ChangeablePart(
        size: dataset.shape.count, bytes: dataset.images, labels: dataset.labels)
      if only == nil || only == part { try change(&content) }
      return try Dataset(
        name: "data", shape: dataset.shape, images: content.bytes, labels: content.labels,
        classes: classes ?? dataset.classes)
    }
    return try DatasetParts(
      training: changed(training, .training), test: changed(test, .test))
  }
}

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
