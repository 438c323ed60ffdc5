import LeNetModel
import LeNetTestSupport
import LeNetText
import Testing

@Suite struct NetworkSummaryTests {
  @Test("lenet5-keras has a row for every layer, flatten, pooling and dropout included")
  func keras() throws {
    let summary = NetworkSummary(try Architecture.leNet5Keras.layout())
    let rows = summary.layers.map { row in
      "\(row.name) \(row.kind) \(row.output) \(row.parameters) \(row.connections) \(row.multiplyAdds)"
    }
    #expect(
      rows == [
        "C1 convolution 6x28x28 156 122304 117600",
        "S2 averagePooling 6x14x14 0 4704 0",
        "C3 convolution 16x10x10 2416 241600 240000",
        "S4 averagePooling 16x5x5 0 1600 0",
        "C5 convolution 120x1x1 48120 48120 48000",
        "flatten flatten 120x1x1 0 0 0",
        "F6 fullyConnected 84x1x1 10164 10164 10080",
        "dropout dropout 84x1x1 0 0 0",
        "output fullyConnected 10x1x1 850 850 840",
      ])
    #expect(summary.architecture == "lenet5-keras")
    #expect(summary.input == Shape(1, 28, 28))
    #expect(summary.totals.trainable == 61_706)
    #expect(summary.totals.connections == 429_342)
    #expect(summary.totals.multiplyAdds == 416_520)
  }

  @Test("Running statistics count as parameters that are not trained")
  func normalization() throws {
    let layout = try Architecture.leNet5D2L(batchNormalization: .convolutions).layout()
    let summary = NetworkSummary(layout)
    #expect(summary.layers[1].parameters == 24)
    #expect(summary.layers[1].connections == 2 * 6 * 28 * 28)
    #expect(summary.layers[1].multiplyAdds == 6 * 28 * 28)
    #expect(summary.totals.trainable == 61_750)
    #expect(summary.totals.nonTrainable == 44)
    #expect(summary.totals.fixed == 0)
    #expect(summary.totals.parameters == 61_794)
  }

  @Test("Adaptive and global pooling count the inputs of their bins")
  func pooling() throws {
    let architecture = Architecture(
      name: "n", input: Shape(2, 6, 1),
      layers: ["A": .adaptiveMaxPooling(rows: 4, columns: 2), "B": .globalAveragePooling])
    let summary = NetworkSummary(try architecture.layout())
    // Four bins of two rows over six, two bins of one column over one.
    #expect(summary.layers[0].connections == 2 * 8 * 2)
    #expect(summary.layers[1].connections == 2 * 4 * 2)
  }

  @Test func jsonHasTheKeysThatProgramsRelyOn() throws {
    let json = try JSON(encoding: NetworkSummary(try Architecture.leNetCaffe.layout()))
    #expect(
      json["layers"]?.array?.first?.text == """
        {"activation":"relu","connections":299520,"kind":"convolution","multiplyAdds":288000,"name":"C1",\
        "output":[20,24,24],"parameters":520}
        """)
    #expect(json["totals"]?["trainable"] == .integer(431_080))
    #expect(json["totals"]?["nonTrainable"] == .integer(0))
    #expect(json["totals"]?["fixed"] == .integer(0))
  }
}
