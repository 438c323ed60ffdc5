import Foundation
import LeNetArchives
import LeNetData
import LeNetModel
import LeNetRandom
import LeNetTestSupport

/// Small data sets of every form, written by the tests or by Python.
enum FormatFixture {
  /// A file of `Tests/References/formats`, inflated where it is gzip; make-formats.py writes them.
  static func reference(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("References/formats")
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    return name.hasSuffix(".gz") ? try Gzip.inflate(bytes, limit: 1 << 24) : bytes
  }

  /// What the pixels of the pickled batches are.
  static let batchPixels: [UInt8] = (0..<6144).map { place -> UInt8 in
    let value: Int = 31 * (place / 3072) + 7 * (place % 3072)
    return UInt8(value % 251)
  }

  /// What the pixels of the NumPy arrays are, of one map.
  static func arrayPixels(_ images: Int) -> [UInt8] {
    (0..<24 * images).map { UInt8((7 * $0 + 3) % 251) }
  }

  /// A folder of CIFAR-10's Python batches, all the same.
  static func pickled(_ batch: [UInt8]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 1...5 { try folder.write(batch, to: "data_batch_\(number)") }
    try folder.write(batch, to: "test_batch")
    return folder
  }

  /// A folder of CIFAR-10's binary batches of so many images.
  static func binary(images: Int = 2) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (number, name) in (1...5).map({ "data_batch_\($0)" }).enumerated() {
      try folder.write(binaryBatch(images, from: number * images), to: name + ".bin")
    }
    try folder.write(binaryBatch(images, from: 100), to: "test_batch.bin")
    return folder
  }

  static func binaryBatch(_ images: Int, from start: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for image in start..<start + images {
      bytes.append(UInt8(image % 10))
      bytes += someBytes(3072, start: image * 3072)
    }
    return bytes
  }

  /// EMNIST's files of a split, stored transposed as EMNIST's are.
  static func emnist(
    split: String, labels: [UInt8], images: [UInt8], shape: Shape, mapping: String? = nil
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let size = shape.rows * shape.columns
    var stored = images
    for start in stride(from: 0, to: images.count, by: size) {
      for place in 0..<size {
        let (row, column) = (place / shape.columns, place % shape.columns)
        stored[start + column * shape.rows + row] = images[start + place]
      }
    }
    let turned = Shape(1, shape.columns, shape.rows)
    for part in ["train", "test"] {
      try folder.write(
        IDX.encode(images: stored, shape: turned),
        to: "emnist-\(split)-\(part)-images-idx3-ubyte")
      try folder.write(
        Gzip.deflate(IDX.encode(labels: labels)),
        to: "emnist-\(split)-\(part)-labels-idx1-ubyte.gz")
    }
    if let mapping { try folder.write(mapping, to: "emnist-\(split)-mapping.txt") }
    return folder
  }

  /// QMNIST's files: labels of eight numbers.
  static func qmnist(labels: [UInt32], images: [UInt8], shape: Shape) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var table = idxHeader([UInt32(labels.count), 8], type: 0x0C)
    let rest: [UInt32] = [4, 100, 7, 3, 0, 0, 9]
    for label in labels {
      for number in [label] + rest { withUnsafeBytes(of: number.bigEndian) { table += $0 } }
    }
    for part in ["train", "test"] {
      try folder.write(
        Gzip.deflate(IDX.encode(images: images, shape: shape)),
        to: "qmnist-\(part)-images-idx3-ubyte.gz")
      try folder.write(table, to: "qmnist-\(part)-labels-idx2-int")
    }
    return folder
  }

  /// USPS' text of three images; value `place` of all is `place - 128` in 128ths.
  static let usps: String = {
    var text = ""
    for image in 0..<3 {
      text += "\(image * 4 + 1)"
      for index in 1...256 { text += " \(index):\(Double(index - 128) / 128)" }
      text += "\n"
    }
    return text
  }()

  /// Kaggle's form of 6 images of 3 x 3.
  static let csv: String = {
    var lines = [(["label"] + (0..<9).map { "pixel\($0)" }).joined(separator: ",")]
    for image in 0..<6 {
      let pixels = (image * 9..<image * 9 + 9).map(String.init)
      lines.append((["\(image % 3)"] + pixels).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }()
}
