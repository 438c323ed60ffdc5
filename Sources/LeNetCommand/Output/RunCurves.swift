import LeNet
import LeNetPictures

/// The errors of a run by epoch, from its metrics file.
struct RunCurves {
  /// The test error, if measured, then the training error, both in percent.
  let curves: [Chart.Curve]

  /// The size limit of a metrics file, in bytes.
  private static let largestFile = 1 << 28

  init(folder: String) throws {
    let path = "\(folder)/\(RunFolder.metricsName)"
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let text = String(
      decoding: try FileReading.bytes(of: path, limit: Self.largestFile), as: UTF8.self)
    var (training, test): ([(x: Double, y: Double)], [(x: Double, y: Double)]) = ([], [])
    for line in text.split(separator: "\n") {
      guard let json = try? JSON(reading: Array(line.utf8)), json["event"]?.string == "epoch",
        let epoch = json["epoch"]?.double
      else { continue }
      if let accuracy = json["trainAccuracy"]?.double {
        training.append((epoch, 100 * (1 - accuracy)))
      }
      if let accuracy = json["testAccuracy"]?.double { test.append((epoch, 100 * (1 - accuracy))) }
    }
    guard !training.isEmpty else {
      throw CommandFailure.wrongUse(
        "\(path) has no epochs; give the folder of a run of 'lenet train'")
    }
    let isTested = !test.isEmpty
    curves =
      (isTested ? [Chart.Curve(name: "\(name): test", points: test)] : [])
      + [Chart.Curve(name: "\(name): training", points: training, isDashed: isTested)]
  }
}
