import LeNet
import LeNetFiles
import LeNetDrawing
import LeNetGraphics
import LeNetText

/// The errors of a run by epoch, from its metrics file.
struct ErrorCurves {
  /// The test error, if measured, then the training error, both in percent.
  let curves: [(name: String, points: [(x: Double, y: Double)], isTraining: Bool)]

  init(folder: String) throws {
    let path = "\(folder)/\(RunFolder.metricsName)"
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let epochs = try MetricsLine.lines(of: path, event: .epoch)
    func errors(_ accuracy: KeyPath<MetricsLine, Double?>) -> [(x: Double, y: Double)] {
      epochs.compactMap { line in
        line[keyPath: accuracy].map { (Double(line.epoch), 100 * (1 - $0)) }
      }
    }
    let (training, test) = (errors(\.trainAccuracy), errors(\.testAccuracy))
    guard !training.isEmpty else {
      throw CommandFailure.wrongUse(
        "\(path) has no epochs; give the folder of a run of 'lenet train'")
    }
    curves =
      (test.isEmpty ? [] : [("\(name): test", test, false)])
      + [("\(name): training", training, true)]
  }
}
