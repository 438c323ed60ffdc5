import LeNet

/// Trains a small network on images that exist in memory only.
@main
enum TrainFromArrays {
  static func main() throws {
    let classes = ["bar", "line", "cross", "frame"]
    let drawn = drawnShapes(count: 1000)
    let held = drawnShapes(count: 200)

    // Images are bytes, one image after the other, row by row; 0 is the background. A label is the
    // number of a class.
    let data = try DatasetSplits(
      training: Dataset(
        name: "shapes", shape: Shape(1, side, side), images: drawn.images, labels: drawn.labels,
        classes: classes),
      test: Dataset(
        name: "shapes", shape: Shape(1, side, side), images: held.images, labels: held.labels,
        classes: classes))

    let network = Architecture(
      name: "shapes", input: data.training.shape,
      layers: [
        "C1": .convolution(maps: 6, kernel: 5, activation: .relu),
        "S2": .maxPooling(window: 2),
        "flatten": .flatten,
        "output": .fullyConnected(units: classes.count),
      ])
    // 100 of the training images only choose the epoch to keep.
    let recipe = Recipe(
      name: "shapes", summary: "Four shapes.", architecture: network, initialization: .pytorch,
      optimizer: .adam(), learningRate: 0.005, batchSize: 32, length: .epochs(6), validation: 100)

    let run = try TrainingRun(recipe: recipe, data: data)
    let outcome = try run.run(onEvent: { event in
      guard case .epoch(let epoch) = event else { return }
      print("epoch \(epoch.epoch): loss \(epoch.trainLoss)")
    })
    guard case .finished(let result) = outcome else { return }
    print("\(result.test.errors) errors of \(result.test.count) test images")
    for (name, accuracy) in zip(classes, result.test.classAccuracies) {
      print("  \(name): \(accuracy ?? 0)")
    }

    // The model answers images of bytes, prepared as in its training.
    let answer = try result.model.predict(data.test.pixels(of: 0))
    print("the first image: \(answer.label), \(answer.probabilities)")
  }

  /// The rows and columns of an image.
  static let side = 16

  /// Bright shapes of 7 x 7 pixels at random places of dark, noisy images; the classes take turns.
  static func drawnShapes(count: Int) -> (images: [UInt8], labels: [UInt8]) {
    var images: [UInt8] = []
    var labels: [UInt8] = []
    for number in 0..<count {
      let label = number % 4
      let (top, left) = (Int.random(in: 1...8), Int.random(in: 1...8))
      var image = (0..<side * side).map { _ in UInt8.random(in: 0...60) }
      for row in 0..<7 {
        for column in 0..<7 {
          let isInk =
            switch label {
            case 0: column == 3
            case 1: row == 3
            case 2: row == 3 || column == 3
            default: row % 6 == 0 || column % 6 == 0
            }
          if isInk { image[(top + row) * side + left + column] = UInt8.random(in: 160...255) }
        }
      }
      images += image
      labels.append(UInt8(label))
    }
    return (images, labels)
  }
}
