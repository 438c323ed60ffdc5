import Foundation
import Testing

/// Optional: needs a Python with PyTorch and safetensors, named by LENET_PYTHON.
@Suite("PyTorch reads the model files and answers alike", .serialized)
struct PyTorchAnswersTests {
  private static let python = ProcessInfo.processInfo.environment["LENET_PYTHON"]

  /// Every kind of layer, activation and fit, trained long enough that answers are worth comparing.
  static let runs: [[String]] = [
    ["--architecture", "lenet5-pytorch"],
    ["--architecture", "lenet5-d2l", "--batch-normalization", "none"],
    ["--architecture", "lenet5-d2l", "--batch-normalization", "convolutions"],
    ["--architecture", "lenet5-d2l", "--batch-normalization", "all"],
    ["--architecture", "lenet5-keras"],
    ["--architecture", "lenet-caffe"],
    ["--architecture", "lenet-caffe", "--resize-mode", "none", "--optimizer", "adam"],
    ["--architecture", "own.json", "--resize-mode", "resize", "--learning-rate", "0.002"],
  ]

  static let ownArchitecture = """
    {"name": "own", "input": [1, 24, 20], "layers": [
      {"name": "C1", "kind": "convolution", "maps": 6, "kernel": 3, "padding": 1,
        "activation": "tanh"},
      {"name": "S2", "kind": "maxPooling", "window": 3, "stride": 2},
      {"name": "C3", "kind": "convolution", "maps": 8, "kernel": 4, "stride": 2,
        "activation": "scaledTanh",
        "connections": [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [0, 5], [0, 2, 4], [1, 3, 5]]},
      {"name": "C4", "kind": "convolution", "maps": 20, "kernel": 2, "activation": "sigmoid"},
      {"name": "mean", "kind": "globalAveragePooling"},
      {"name": "output", "kind": "fullyConnected", "units": 10}]}
    """

  @Test("on the 10,000 test images", .enabled(if: python != nil), arguments: runs)
  func answers(run: [String]) throws {
    let python = try #require(Self.python)
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.ownArchitecture.utf8), to: "own.json")
    let trained = try LeNetProcess.run(
      ["train", "--epochs", "1", "--output", "run"] + run, in: folder.path)
    #expect(trained.status == 0, "\(trained.errors)")
    let model = "run/model.safetensors"
    let evaluated = try LeNetProcess.run(
      ["evaluate", model, "--answers", "answers.csv", "--json"], in: folder.path)
    #expect(evaluated.status == 0, "\(evaluated.errors)")

    let check = Process()
    check.executableURL = URL(fileURLWithPath: python)
    check.arguments = [
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("References/check-model.py").path,
      "\(folder.path)/\(model)", "--answers", "\(folder.path)/peer.txt",
    ]
    check.standardOutput = FileHandle.nullDevice
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)

    let ours = lines(folder, "answers.csv").dropFirst().map { $0.split(separator: ",") }
    let theirs = lines(folder, "peer.txt").map { $0.split(separator: " ") }
    #expect(ours.count == 10_000 && theirs.count == 10_000)
    for (image, (own, peer)) in zip(ours, theirs).enumerated() where own[2] != peer[0] {
      // Two logits as close as this are a tie that rounding decides.
      #expect((Double(peer[1]) ?? 1) < 1e-4, "image \(image): \(own) here, \(peer) in PyTorch")
    }
  }

  private func lines(_ folder: TemporaryFolder, _ name: String) -> [Substring] {
    String(decoding: folder.bytes(name) ?? Data(), as: UTF8.self).split(separator: "\n")
  }
}
