import LeNet
import LeNetFiles
import LeNetDrawing
import LeNetGraphics
import LeNetText

/// The errors of a run over its epochs, from its metrics file.
struct ErrorCurves {
  /// The error of one kind of images in percent.
  struct Curve {
    let name: String
    let points: [(x: Double, y: Double)]
    let isTraining: Bool
    /// Whether it is the second one that was measured after epochs, and needs a colour of its own.
    let isSecond: Bool
  }

  /// The errors on the validation and the test images, if measured, then in training with the points within epochs.
  let curves: [Curve]

  /// Of a run beside others, the test error alone counts, else the validation error.
  init(folder: String, isAlone: Bool) throws {
    let path = "\(folder)/\(RunFolder.metricsName)"
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let (steps, epochs) = try MetricsLine.figures(of: path)
    func errors(
      _ lines: [MetricsLine], _ accuracy: KeyPath<MetricsLine, Double?>
    ) -> [(x: Double, y: Double)] {
      lines.compactMap { line in
        line[keyPath: accuracy].map { (line.position, 100 * (1 - $0)) }
      }
    }
    // The last step of an epoch has the epoch's figures.
    let inside = steps.filter { $0.position != $0.position.rounded() }
    let training = errors(
      (inside + epochs).sorted { $0.position < $1.position }, \.trainAccuracy)
    guard !epochs.isEmpty, !training.isEmpty else {
      throw CommandFailure.wrongUse(
        "\(path) has no epochs; give the folder of a run of 'lenet train'")
    }
    var measured = [
      ("validation", errors(epochs, \.validationAccuracy)),
      ("test", errors(epochs, \.testAccuracy)),
    ].filter { !$0.1.isEmpty }
    if !isAlone { measured = measured.suffix(1) }
    curves =
      measured.enumerated().map { place, curve in
        Curve(
          name: "\(name): \(curve.0)", points: curve.1, isTraining: false, isSecond: place > 0)
      } + [Curve(name: "\(name): training", points: training, isTraining: true, isSecond: false)]
  }
}
