import ArgumentParser
import LeNetData
import LeNetImages
import LeNetModel
import LeNetPhotos
import LeNetRandom

/// Writes photos of test digits as JPEG files, with the truth beside them.
struct FilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract:
      "Write photos of MNIST's test digits as JPEG files, and truth.csv with what is in them.")

  @Argument(help: "The folder to write, which exists.")
  var output: String

  @Option(help: "How many, spread over the test images.")
  var count = 1000

  @Option(help: "The longest side of a photo.")
  var longest = 3000.0

  @Option(help: "Seed of all chances.")
  var seed: UInt64 = 2024

  func run() throws {
    let data = try DatasetParts.mnist().test
    var truth = "file,digit,factors\n"
    for number in 0..<min(count, data.count) {
      let index = number * data.count / min(count, data.count)
      var stream = RandomStream(seed: seed, purpose: .photo, epoch: 2, index: UInt32(index))
      let scene = PhotoScene(from: &stream, sizes: 40...longest)
      let field = InkField(
        grey: Array(data.images[index * 784..<(index + 1) * 784]), rows: 28, columns: 28)
      let picture = scene.picture(of: field, from: &stream)
      let name = "\(10_000 + index).jpg"
      try AtomicFile.write(
        picture.encoded(as: ".jpg[Q=\(scene.quality)]"), to: "\(output)/\(name)")
      let factors = scene.factors.map(\.rawValue).sorted().joined(separator: " ")
      truth += "\(name),\(data.labels[index]),\(factors)\n"
    }
    try AtomicFile.write(Array(truth.utf8), to: "\(output)/truth.csv")
  }
}
