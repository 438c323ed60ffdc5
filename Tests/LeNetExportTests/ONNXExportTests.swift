import LeNetEvaluation
import LeNetExport
import LeNetModel
import Testing

@Suite("ONNX")
struct ONNXExportTests {
  @Test(
    "Every network keeps its bits, and computes the same when it is read back",
    arguments: ExportedModels.names, [false, true])
  func roundTrip(name: String, takesBytes: Bool) throws {
    let model = try ExportedModels.named(name)
    let export = try ExportedModels.export(model, to: .onnx) { $0.takesBytes = takesBytes }
    #expect(try export.readParameters() == model.parameters.values)
    let check = try export.check(
      on: ExportedModels.images(for: model), by: Evaluator(model: model, threads: 1))
    #expect(check.images == 20 && check.labelsChanged == 0, "\(check)")
    #expect(check.range > 0 && check.relativeDifference < 1e-5, "\(check)")
  }

  @Test("Windows of several sizes are refused with the layer's name")
  func windows() throws {
    let network = Architecture(
      name: "odd", input: Shape(1, 9, 9),
      layers: [
        "S1": .adaptiveMaxPooling(rows: 2, columns: 3), "flatten": .flatten,
        "output": .fullyConnected(units: 2),
      ])
    let model = try ModelFile(untrained: network)
    for format in [ExportFormat.onnx, .c, .keras] {
      let error = #expect(throws: ExportError.self) {
        try ExportedModels.export(model, to: format)
      }
      #expect(
        "\(try #require(error))".hasPrefix("the layer S1 cannot be exported to \(format.rawValue)"))
    }
  }

  @Test("Images that the preparation cannot bring to the network's size are refused")
  func images() throws {
    let model = try ExportedModels.named("lenet-caffe")
    #expect(throws: ExportError.image(Shape(1, 33, 47), network: Shape(1, 28, 28), format: .onnx)) {
      try ExportedModels.export(model, to: .onnx) { $0.image = Shape(1, 33, 47) }
    }
  }
}
