import LeNetGraphics
import LeNetModel
import LeNetDrawing
import LeNetTestSupport
import Testing

@Suite("Drawings of architectures")
struct ArchitectureDrawingTests {
  /// Odd ones beside those that are built in.
  static let others = [
    Architecture(
      name: "vector", input: Shape(2, 1, 1), layers: ["output": .fullyConnected(units: 3)]),
    Architecture(
      name: "wide", input: Shape(3, 9, 300),
      layers: [
        "C1": .convolution(maps: 400, kernel: 5, stride: 2, padding: 4, activation: .tanh),
        "N1": .batchNormalization(activation: .relu), "mean": .globalAveragePooling,
        "dropout": .dropout(rate: 0.5), "output": .fullyConnected(units: 2, activation: .softmax),
      ]),
    Architecture(
      name: "trailing", input: Shape(1, 65_536, 2),
      layers: [
        "A_layer_with_a_name_as_long_as_is_allowed_for_any_layer_at_all": .maxPooling(window: 2),
        "mean": .globalAveragePooling, "N2": .batchNormalization(), "last": .dropout(rate: 0.25),
      ]),
    Architecture.leNet5D2L(batchNormalization: .all),
  ]

  @Test(
    "Every layer is named with its size, inside of the picture",
    arguments: Architecture.all + others)
  func named(architecture: Architecture) throws {
    let layout = try architecture.layout()
    let check = SVGCheck(Drawing.architecture(layout).svg)
    #expect(check.defects.isEmpty, "\(architecture.name): \(check.defects)")
    let between: Set = ["flatten", "dropout", "batchNormalization"]
    for layer in layout.layers where !between.contains(layer.layer.kind) {
      #expect(check.texts.contains(layer.name))
      #expect(check.texts.contains(layer.output.displayText))
    }
    #expect(check.texts.contains(architecture.name))
  }

  @Test("The numbers of LeNet-5 as the paper gives them")
  func paper() throws {
    let check = SVGCheck(Drawing.architecture(try Architecture.leNet51998.layout()).svg)
    for text in [
      "1@32×32", "6@28×28", "6@14×14", "16@10×10", "16@5×5", "120", "84", "10", "60 links",
      "156 param.", "12 param.", "1,516 param.", "32 param.", "48,120 param.", "10,164 param.",
      "840 param.",
    ] { #expect(check.texts.contains(text), "\(text) in \(check.texts)") }
    #expect(check.texts.contains { $0.contains("60,000 trained") && $0.contains("340,908") })
  }
}
