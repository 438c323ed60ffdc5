import Foundation
import LeNetImport
import LeNetModel
import Testing

@Suite("Numbers of ONNX in another file")
struct ExternalNumbersTests {
  /// A model whose only constant is in `location`.
  private static func model(_ location: String) -> [UInt8] {
    let entries = [("location", location), ("offset", "4"), ("length", "32")].flatMap {
      key, value in
      ONNXWriter.field(13, ONNXWriter.text(1, key) + ONNXWriter.text(2, value))
    }
    let tensor =
      ONNXWriter.number(1, 2) + ONNXWriter.number(1, 4) + ONNXWriter.number(2, 1)
      + ONNXWriter.text(8, "w") + entries + ONNXWriter.number(14, 1)
    let node =
      ONNXWriter.text(1, "input") + ONNXWriter.text(1, "w") + ONNXWriter.text(2, "y")
      + ONNXWriter.text(4, "Gemm")
      + ONNXWriter.field(5, ONNXWriter.text(1, "transB") + ONNXWriter.number(3, 1))
    let sizes = [1, 4].flatMap { ONNXWriter.field(1, ONNXWriter.number(1, $0)) }
    let input =
      ONNXWriter.text(1, "input")
      + ONNXWriter.field(2, ONNXWriter.field(1, ONNXWriter.field(2, sizes)))
    let graph =
      ONNXWriter.field(1, node) + ONNXWriter.field(5, tensor) + ONNXWriter.field(11, input)
      + ONNXWriter.field(12, ONNXWriter.text(1, "y"))
    return ONNXWriter.number(1, 8) + ONNXWriter.text(2, "test") + ONNXWriter.field(7, graph)
  }

  @Test("they are read from the model's folder only, and through no link")
  func neighbours() throws {
    let folder = NSTemporaryDirectory() + "lenet-import-\(UInt64.random(in: 0...UInt64.max))"
    let inner = folder + "/inner"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let values: [Float] = [9, 1, 2, 3, 4, 5, 6, 7, 8]
    for path in [inner + "/net.data", folder + "/outside"] {
      try Data(TorchWriter.floats(values)).write(to: URL(fileURLWithPath: path))
    }
    try FileManager.default.createSymbolicLink(
      atPath: inner + "/link", withDestinationPath: "../outside")
    let content = try FileContent(reading: Self.model("net.data"), folder: inner)
    guard case .steps(let list) = content, case .dense(let connection)? = list.steps.first else {
      Issue.record("no full connection")
      return
    }
    #expect(connection.weights == Array(values.dropFirst()))
    for location in ["../outside", "link", "missing", folder + "/outside", ".."] {
      #expect(throws: ImportError.self) {
        try FileContent(reading: Self.model(location), folder: inner)
      }
    }
  }
}
