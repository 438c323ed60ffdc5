import LeNetModel
import Testing

@Suite("Receptive fields")
struct ReceptiveFieldTests {
  @Test(
    "What a number in the middle of each layer depends on",
    arguments: [
      ("lenet5-1998", ["5x5", "6x6", "14x14", "16x16", "32x32", "32x32", "32x32"]),
      ("lenet1", ["5x5", "6x6", "14x14", "16x16", "28x28", "28x28"]),
      (
        "lenet5-d2l",
        ["5x5", "6x6", "14x14", "16x16", "28x28", "28x28", "28x28", "28x28"]
      ),
    ])
  func fields(name: String, expected: [String]) throws {
    let layout = try #require(Architecture.named(name)).layout()
    let fields = layout.layers.indices.map { position in
      let area = layout.receptiveField(ofLayer: position)
      return "\(area.rows.count)x\(area.columns.count)"
    }
    #expect(fields == expected)
  }

  /// One layer between an input of 1 x 7 x 9 and what makes it flat.
  private static func layer(_ layer: Layer) throws -> LayerLayout {
    try #require(
      try Architecture(
        name: "one", input: Shape(1, 7, 9),
        layers: ["first": layer, "mean": .globalAveragePooling]
      ).layout().layers.first)
  }

  @Test(
    "The numbers that a place takes, those in the padding left out",
    arguments: [
      (Layer.convolution(maps: 1, kernel: 3), 0, 0, 0..<3, 0..<3),
      (.convolution(maps: 1, kernel: 3), 4, 6, 4..<7, 6..<9),
      (.convolution(maps: 1, kernel: 3, padding: 1), 0, 8, 0..<2, 7..<9),
      (.convolution(maps: 1, kernel: 3, stride: 2, padding: 1), 3, 2, 5..<7, 3..<6),
      (.convolution(maps: 1, kernel: 1, padding: 3), 0, 0, 0..<0, 0..<0),
      (.convolution(maps: 1, kernel: 1, padding: 3), 12, 14, 7..<7, 9..<9),
      (.maxPooling(window: 3, stride: 2), 1, 2, 2..<5, 4..<7),
      (.averagePooling(window: 2), 2, 3, 4..<6, 6..<8),
      (.subsampling(window: 2), 2, 3, 4..<6, 6..<8),
      (.adaptiveMaxPooling(rows: 2, columns: 2), 1, 1, 3..<7, 4..<9),
      (.globalAveragePooling, 0, 0, 0..<7, 0..<9),
      (.batchNormalization(), 2, 3, 2..<3, 3..<4),
    ] as [(Layer, Int, Int, Range<Int>, Range<Int>)])
  func sources(
    layer: Layer, row: Int, column: Int, rows: Range<Int>, columns: Range<Int>
  ) throws {
    let area = try Self.layer(layer).sources(row: row, column: column)
    #expect(area == MapArea(rows: rows, columns: columns))
  }

  @Test("A place outside of the output traps")
  func outside() async {
    await #expect(processExitsWith: .failure) {
      _ = try ReceptiveFieldTests.layer(.maxPooling(window: 2)).sources(row: 3, column: 0)
    }
  }
}
