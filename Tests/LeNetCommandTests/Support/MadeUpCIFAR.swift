import Foundation
import LeNetRandom

/// Files in CIFAR-10's two forms whose images are made by chance: each class has colours and stripes of
/// its own, under noise, so that a network can learn them and nothing else is like the real set.
enum MadeUpCIFAR {
  private static let side = 32

  /// Writes five training batches and a test batch of so many images each.
  static func write(to folder: TemporaryFolder, name: String, perBatch: Int, isBinary: Bool) throws
  {
    let files = (1...5).map { "data_batch_\($0)" } + ["test_batch"]
    for (number, file) in files.enumerated() {
      var random = RandomStream(seed: 10, purpose: .test, index: UInt32(number))
      let labels = (0..<perBatch).map { _ in UInt8.random(in: 0..<10, using: &random) }
      let images = labels.map { image($0, &random) }
      var bytes: [UInt8] = []
      if isBinary {
        for (label, image) in zip(labels, images) {
          bytes.append(label)
          bytes += image
        }
      } else {
        bytes = pickle(labels, Array(images.joined()))
      }
      try folder.write(bytes, to: "\(name)/\(file)" + (isBinary ? ".bin" : ""))
    }
  }

  private static func image(_ label: UInt8, _ random: inout RandomStream) -> [UInt8] {
    let shift = Int.random(in: 0..<8, using: &random)
    var pixels: [UInt8] = []
    for map in 0..<3 {
      let colour = 40 + 20 * (Int(label) * (map + 1) % 5)
      for place in 0..<side * side {
        let along = label % 2 == 0 ? place / side : place % side
        let isStripe = (along + shift) / (2 + Int(label) / 4) % 2 == 0
        let noise = Int.random(in: -40...40, using: &random)
        let value = colour + noise + (isStripe ? 90 : 0)
        pixels.append(UInt8(min(max(value, 0), 255)))
      }
    }
    return pixels
  }

  /// As Python 2 pickled them, protocol 2: a dictionary of `labels` and `data`.
  private static func pickle(_ labels: [UInt8], _ pixels: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x80, 2]
    func add(_ text: String) { bytes += Array(text.utf8) }
    func addText(_ text: String) {
      bytes += [0x55, UInt8(text.utf8.count)]
      add(text)
    }
    func addNumber(_ instruction: String, _ number: Int) {
      add(instruction)
      withUnsafeBytes(of: Int32(number).littleEndian) { bytes += $0 }
    }
    add("}(")
    addText("labels")
    add("](")
    for label in labels { bytes += [UInt8(ascii: "K"), label] }
    add("e")
    addText("data")
    add("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK")
    bytes += [0, 0x85]
    addText("b")
    bytes.append(0x87)
    add("R(K")
    bytes.append(1)
    addNumber("J", labels.count)
    addNumber("J", 3072)
    bytes.append(0x86)
    add("cnumpy\ndtype\n")
    addText("u1")
    bytes += [UInt8(ascii: "K"), 0, UInt8(ascii: "K"), 1, 0x87]
    add("R(K")
    bytes.append(3)
    addText("|")
    add("NNN")
    addNumber("J", -1)
    addNumber("J", -1)
    bytes += [UInt8(ascii: "K"), 0]
    add("tb")
    bytes.append(0x89)
    addNumber("T", pixels.count)
    bytes += pixels
    add("tbu.")
    return bytes
  }
}
