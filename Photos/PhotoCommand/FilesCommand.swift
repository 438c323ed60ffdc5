import ArgumentParser
import LeNetData
import LeNetFiles
import LeNetModel
import SyntheticPhotos

/// Writes photos of test digits as JPEG files, with the truth next to them.
struct FilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract:
      "Write photos of MNIST's test digits as JPEG files, and truth.csv with what is in them.")

  @Argument(help: "The folder to write, which exists.")
  var output: String

  @Option(help: "Number of photos, spread over the test images.")
  var count = 1000

  @Option(help: "The longest side of a photo.")
  var longest = 3000.0

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 2024

  func run() throws {
    let photos = try TestPhotos(seed: seed, longest: longest)
    var truth = "file,digit,factors\n"
    for index in photos.indices(count) {
      let (scene, file) = try photos.photo(index)
      let name = "\(10_000 + index).jpg"
      try AtomicFile.write(file, to: "\(output)/\(name)")
      let factors = scene.factors.map(\.rawValue).sorted().joined(separator: " ")
      truth += "\(name),\(photos.data.labels[index]),\(factors)\n"
    }
    try AtomicFile.write(Array(truth.utf8), to: "\(output)/truth.csv")
  }
}
