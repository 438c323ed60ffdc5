import Foundation
import LeNetText

/// A data set and a trained model that the tests share and only read.
final class Fixture: Sendable {
  /// Made by the first test that asks.
  static let shared = Swift.Result { try Fixture() }

  /// The folder that holds all of it.
  let path: String
  var data: String { "\(path)/digits" }
  var run: String { "\(path)/run" }
  var model: String { "\(run)/model.safetensors" }

  /// Options of a short run on the data set; the output folder is still missing.
  var trainOptions: [String] {
    ["train", "--data", data, "--epochs", "3", "--batch-size", "20", "--validation", "100"]
  }

  private init() throws {
    let folder = try TemporaryFolder()
    path = folder.path
    try SyntheticDigits.write(to: folder, name: "digits")
    try SyntheticDigits.write(to: folder, name: "twelve")
    try folder.write((1...12).map { "class \($0)\n" }.joined(), to: "twelve/classes.txt")
    let result = try LeNetProcess.run(trainOptions + ["--output", run])
    guard result.status == 0 else { throw Failure(description: result.errors) }
    try Self.writeUnusable(to: folder)
    // Kept to the end of the process, and then removed by its own hand.
    Self.kept = Unmanaged.passRetained(folder)
    atexit { Fixture.kept?.release() }
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  nonisolated(unsafe) private static var kept: Unmanaged<TemporaryFolder>?

  /// Files and folders of which each is wrong in one way.
  private static func writeUnusable(to folder: TemporaryFolder) throws {
    let model = folder.bytes("run/model.safetensors") ?? Data()
    try folder.write(Array(model.prefix(model.count / 2)), to: "truncated.safetensors")
    try folder.write([UInt8](repeating: 255, count: 64), to: "corrupt.safetensors")
    try folder.write([], to: "empty.safetensors")
    try folder.write("<!DOCTYPE html><title>404</title>", to: "page.safetensors")
    try folder.write("plain", to: "file")
    try folder.write("{ not JSON", to: "broken.json")
    try folder.write(
      #"{"name":"x","input":[1,4,4],"layers":[{"name":"C1","kind":"convolution","maps":2,"kernel":9}]}"#,
      to: "misfit.json")
    try folder.write(
      #"{"name":"tiny","input":[1,28,28],"layers":[{"name":"flatten","kind":"flatten"},"#
        + #"{"name":"output","kind":"fullyConnected","units":10}]}"#, to: "tiny.json")
    try folder.write("", to: "nothing/classes.txt")
    let images = SyntheticDigits.images(20)
    let labels = SyntheticDigits.labels(20)
    let defects: [(String, images: [UInt8], labels: [UInt8])] = [
      ("no-labels", images, []), ("cut", Array(images.dropLast(5)), labels),
      ("uneven", images, SyntheticDigits.labels(19)),
      ("magic", [1] + images.dropFirst(), labels),
      ("label", images, labels.dropLast() + [77]),
    ]
    for (name, images, labels) in defects {
      for part in ["train", "t10k"] {
        try folder.write(images, to: "\(name)/\(part)-images-idx3-ubyte")
        if labels.isEmpty { continue }
        try folder.write(labels, to: "\(name)/\(part)-labels-idx1-ubyte")
      }
    }
    try folder.write(Array("<html>".utf8), to: "page/train-images-idx3-ubyte.gz")
    for name in ["train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"] {
      try folder.write(labels, to: "page/\(name)-ubyte.gz")
    }
  }
}
