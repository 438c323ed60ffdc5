public import LeNetData
public import LeNetModel

/// A network whose numbers are all small fractions of two, so that every instruction set computes exactly the
/// same, and images for it.
public enum ExactNetwork {
  /// Six images of 6 x 6 pixels, each 0 or 255: an L, turned and moved.
  public static let dataset: Dataset = {
    let marks: [[(Int, Int)]] = [
      [(0, 0), (1, 0), (2, 0), (3, 0), (3, 1)], [(1, 4), (2, 4), (3, 4), (3, 5), (0, 4)],
      [(5, 0), (5, 1), (5, 2), (4, 0)], [(2, 2), (2, 3), (2, 4), (3, 4)],
      [(0, 5), (1, 5), (2, 5)], [(4, 1), (4, 2), (4, 3), (3, 3), (2, 3)],
    ]
    var images = [UInt8](repeating: 0, count: 6 * 36)
    for (image, places) in marks.enumerated() {
      for (row, column) in places { images[image * 36 + row * 6 + column] = 255 }
    }
    do {
      return try Dataset(
        name: "marks", shape: Shape(1, 6, 6), images: images, labels: [0, 1, 2, 1, 0, 2],
        classes: ["left", "right", "low"])
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// Convolutions with a connection table, pooling and a fully connected layer.
  public static func architecture(classes: Int = 3) -> Architecture {
    Architecture(
      name: "tiny", input: Shape(1, 6, 6),
      layers: [
        "C1": .convolution(maps: 2, kernel: 3, activation: .relu),
        "S2": .averagePooling(window: 2),
        "C3": .convolution(
          maps: 3, kernel: 2, connections: ConnectionTable(sources: [[0], [1], [0, 1]])),
        "flatten": .flatten, "output": .fullyConnected(units: classes),
      ])
  }

  private static let outputWeights: [Float] = [
    -3.875, -1.25, 3.75, -4, -1.25, 4.125, -4, -0.125, 2.5, -4.375, -0.25, 6,
  ]
  private static let outputBiases: [Float] = [-3.875, -4.375, -2.75, -6.75]

  /// A model with the classes of the data set, or with as many as are given, `0`, `1` and so on.
  public static func model(
    classes: Int? = nil, resizeMode: Preparation.ResizeMode = .none
  ) throws -> ModelFile {
    let layout = try architecture(classes: classes ?? 3).layout()
    var values = [Float](repeating: 0, count: Parameters(layout: layout).values.count)
    for tensor in layout.parameters {
      for (place, index) in tensor.range.enumerated() {
        values[index] = Float((place * 7 + tensor.range.lowerBound + 5) % 17 - 8) / 8
      }
      let start = tensor.range.lowerBound
      switch tensor.name {
      // Absent links: the first map does not see the second one, nor the second map the first.
      case "C3.weight": for index in 4..<12 { values[start + index] = 0 }
      // Three of the images are read right, each of them surer than the others.
      case "output.weight":
        for index in tensor.range { values[index] = 0 }
        for (index, value) in outputWeights.prefix(tensor.range.count).enumerated() {
          values[start + index] = value
        }
      case "output.bias":
        for index in tensor.range { values[index] = -8 }
        for (index, value) in outputBiases.prefix(tensor.range.count).enumerated() {
          values[start + index] = value
        }
      default: break
      }
    }
    return ModelFile(
      preparation: Preparation(
        rows: 6, columns: 6, resizeMode: resizeMode, mean: [0], standardDeviation: [1]),
      classes: classes.map { (0..<$0).map(String.init) } ?? dataset.classes, training: nil,
      parameters: Parameters(layout: layout, values: values))
  }
}
