import Foundation
import LeNetCatalog
import LeNetData
import LeNetInspection
import LeNetModel
import LeNetRandom
import Testing

/// Data made bad on purpose, and what has to be found.
struct BadData: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let kind: Finding.Kind
  let severity: Finding.Severity
  /// What the sentence has, with three points for figures between.
  let says: String
  let make: @Sendable (DatasetSplits) throws -> DatasetSplits

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
      says: "with a single value"
    ) { parts in
      try parts.changing(.test) { part in
        part.images { image, pixels in image < 20 ? pixels.map { _ in 99 } : pixels }
      }
    },
    BadData(
      testDescription: "a brighter test split", kind: .differentSplits, severity: .wrong,
      says: "The mean of the training images"
    ) { try $0.changing(.test) { part in part.pixels { 100 + $0 / 2 } } },
  ]

  static let labels: [BadData] = [
    BadData(
      testDescription: "labels a place late", kind: .labelsOutOfStep, severity: .wrong,
      says: "out of step by one place: ... with the label one place earlier, "
    ) { try $0.changing { part in part.labels.append(part.labels.removeFirst()) } },
    BadData(
      testDescription: "test labels three places early", kind: .labelsOutOfStep, severity: .wrong,
      says: "The test labels are out of step by 3 places: ... with the label 3 places later, "
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
      says: "The test split numbers its classes differently"
    ) { try $0.changing(.test) { part in part.labels = part.labels.map { ($0 + 1) % 10 } } },
    BadData(
      testDescription: "training classes counted from 1", kind: .otherNumbering, severity: .wrong,
      says:
        "The training split numbers its classes differently from the test split: label 0 "
        + "looks like 9"
    ) { try $0.changing(.training) { part in part.labels = part.labels.map { ($0 + 1) % 10 } } },
    BadData(
      testDescription: "letters of the training split counted from 1", kind: .otherNumbering,
      severity: .wrong,
      says: "The test split numbers its classes differently from the training split"
    ) { parts in
      let renumbered = try parts.changing(.training) { part in
        part.labels = part.labels.map { ($0 + 1) % 10 }
      }
      return try renumbered.changing(classes: "abcdefghij".map(String.init)) { _ in }
    },
    BadData(
      testDescription: "all classes counted from 1", kind: .otherNumbering, severity: .wrong,
      says: "label 0 looks like 9"
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
      says: "The training split has no image of class 4"
    ) { try $0.changing(.training) { part in part.keep { _, label in label != 4 } } },
    BadData(
      testDescription: "one class only", kind: .singleClass, severity: .wrong,
      says: "All training images are of class 4."
    ) { try $0.changing(.training) { part in part.keep { _, label in label == 4 } } },
    BadData(
      testDescription: "an image", kind: .small, severity: .warning,
      says: "There is 1 image to train on, for 1 class."
    ) { parts in
      let blank = try parts.changing(classes: ["0"]) { part in
        part.labels = part.labels.map { _ in 0 }
      }
      return try blank.changing(.training) { part in part.keep { image, _ in image < 1 } }
    },
    BadData(
      testDescription: "most images are repeated", kind: .duplicates, severity: .wrong,
      says: "4,000 images of the training split (50.0 %) repeat earlier ones."
    ) { parts in
      let all = parts.training
      return try parts.changing(.training) { part in
        part.images { image, pixels in image < 4000 ? pixels : all.images(at: image - 4000) }
        for image in 4000..<8000 { part.labels[image] = all.labels[image - 4000] }
      }
    },
    BadData(
      testDescription: "a class with a tenth of another", kind: .classBalance, severity: .warning,
      says: "1,000 images of class 1, 100 of class 0."
    ) { parts in
      try parts.changing(.training) { part in
        part.keep { image, _ in image < 1100 }
        part.labels = part.labels.indices.map { $0 < 100 ? 0 : 1 }
      }
    },
    BadData(
      testDescription: "few images", kind: .small, severity: .warning, says: "There are 200 images"
    ) { try $0.changing(.training) { part in part.keep { image, _ in image < 200 } } },
  ]

  static let repetition: [BadData] = [
    BadData(
      testDescription: "a third of the test split is trained on", kind: .leakage, severity: .wrong,
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
    "along the other diagonal",
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
    case "along the other diagonal": (27 - column) * 28 + 27 - row
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

extension DatasetSplits {
  /// The first images of MNIST, as many as make every finding certain.
  static let some = Result {
    let whole = try DatasetSplits.mnist()
    return try whole.changing { part in part.keep { image, _ in image < 8000 } }
  }

  func changing(
    _ only: DatasetSplit? = nil, classes: [String]? = nil,
    _ change: (inout ChangeablePart) throws -> Void
  ) throws -> DatasetSplits {
    func changed(_ dataset: Dataset, _ part: DatasetSplit) throws -> Dataset {
      var content = ChangeablePart(
        size: dataset.shape.count, bytes: dataset.images, labels: dataset.labels)
      if only == nil || only == part { try change(&content) }
      return try Dataset(
        name: "data", shape: dataset.shape, images: content.bytes, labels: content.labels,
        classes: classes ?? dataset.classes)
    }
    return try DatasetSplits(
      training: changed(training, .training), test: changed(test, .test))
  }
}

extension Dataset {
  /// The bytes of one image.
  fileprivate func images(at image: Int) -> [UInt8] {
    Array(images[image * shape.count..<(image + 1) * shape.count])
  }
}
