public import LeNetGraphics
import LeNetText
public import LeNetTraining

extension Drawing {
  /// Loss and accuracy of runs over their epochs, side by side: in training with the points within each
  /// epoch, on the validation split and the test set by epoch.
  ///
  /// Several runs have one colour each; training is dashed if there are other curves. After more than three epochs
  /// both charts are scaled from the end of the first one on, unless the points before are close to it, and say so.
  public static func curves(of runs: [RecordedRun], title: String) -> Drawing {
    let (charts, summaries) = lossAndAccuracy(of: runs)
    let (width, head) = (480.0, 34.0)
    let height = 340 + (charts.map { $0.legendHeight(width: width) }.max() ?? 0)
    var drawing = Drawing(
      width: 2 * width, height: head + height, title: title,
      summary: summaries.joined(separator: " "))
    drawing.text(title, x: 52, y: 26, size: 16)
    for (place, chart) in charts.enumerated() {
      chart.draw(
        into: &drawing, x: width * Double(place), y: head, width: width, height: height)
    }
    return drawing
  }

  /// The same two charts as drawings of their own, for a page where they stand below each other on a narrow screen.
  package static func charts(of runs: [RecordedRun]) -> [Drawing] {
    let (charts, summaries) = lossAndAccuracy(of: runs)
    return zip(charts, summaries).map { chart, summary in
      chart.drawing(width: 420, height: 320).described(summary)
    }
  }

  private static func lossAndAccuracy(
    of runs: [RecordedRun]
  ) -> (charts: [Chart], summaries: [String]) {
    let losses = RunSeries.all(of: runs, \.trainLoss, \.validationLoss, \.testLoss)
    let accuracies = RunSeries.all(
      of: runs, \.trainAccuracy, \.validationAccuracy, \.testAccuracy
    ).map { $0.scaled(by: 100) }
    let top = RunSeries.top(of: losses)
    let bottom = RunSeries.bottom(of: accuracies)
    let charts = [
      Chart(
        title: "Loss", xLabel: "epoch", yLabel: "mean per image",
        curves: RunSeries.curves(losses), top: top, countsFromZero: true),
      Chart(
        title: "Accuracy", xLabel: "epoch", yLabel: "right answers in %",
        curves: RunSeries.curves(accuracies), top: 100, bottom: bottom,
        countsFromZero: true),
    ]
    return (
      charts,
      [
        "Loss: \(RunSeries.words(losses, decimals: 4)).",
        "Accuracy in percent: \(RunSeries.words(accuracies, decimals: 2)).",
      ]
    )
  }
}

/// The points of one curve of a run.
private struct RunSeries {
  /// The kind of curve.
  enum Kind: String {
    case validation, test, training
  }

  let name: String
  let kind: Kind
  /// The index of its colour.
  let series: Int
  var points: [(x: Double, y: Double)]

  /// For one run, validation, test and training, if measured; for several, the first two of
  /// these for each, in its colour.
  static func all(
    of runs: [RecordedRun], _ training: KeyPath<MetricsLine, Double?>,
    _ validation: KeyPath<MetricsLine, Double?>, _ test: KeyPath<MetricsLine, Double?>
  ) -> [RunSeries] {
    func points(
      _ figures: [MetricsLine], _ key: KeyPath<MetricsLine, Double?>
    ) -> [(x: Double, y: Double)] {
      figures.compactMap { line in
        line[keyPath: key].flatMap { $0.isFinite ? (line.position, $0) : nil }
      }
    }
    let isAlone = runs.count == 1
    let areNamesUnique = Set(runs.map(\.name)).count == runs.count
    return runs.enumerated().flatMap { number, run in
      // The last step of an epoch has the epoch's figures.
      let inside = run.steps.filter { $0.position != $0.position.rounded() }
      let all = (inside + run.epochs).sorted { $0.position < $1.position }
      let measured: [(Kind, [(x: Double, y: Double)])] = [
        (.validation, points(run.epochs, validation)), (.test, points(run.epochs, test)),
      ].filter { !$0.1.isEmpty }
      let shown = measured.prefix(isAlone ? 2 : 1) + [(.training, points(all, training))]
      return shown.filter { !$0.1.isEmpty }.map { kind, points in
        let name = areNamesUnique ? run.name : run.folder
        // The name distinguishes it from the validation curve of the same run.
        let isSecond = kind == .test && measured.count > 1
        return RunSeries(
          name: isAlone ? kind.rawValue : "\(name), \(kind.rawValue)", kind: kind,
          series: isSecond ? number + 1 : number, points: points)
      }
    }
  }

  func scaled(by factor: Double) -> RunSeries {
    var series = self
    series.points = points.map { ($0.x, $0.y * factor) }
    return series
  }

  /// Whether it is dashed: training, if there are other kinds of curves.
  static func curves(_ all: [RunSeries]) -> [Chart.Curve] {
    let isMixed = Set(all.map(\.kind)).count > 1
    return all.map {
      Chart.Curve(
        name: $0.name, points: $0.points, isDashed: isMixed && $0.kind == .training,
        series: $0.series)
    }
  }

  /// The range of all losses from the end of the first epoch on, and of the first one if it is close.
  static func top(of series: [RunSeries]) -> Double {
    Chart.top(of: series.map { ($0.points, $0.kind == .training) })
  }

  /// The range of accuracies in percent, with the lower end chosen in the same way.
  static func bottom(of series: [RunSeries]) -> Double {
    let gap = Chart.top(
      of: series.map { ($0.points.map { ($0.x, 100 - $0.y) }, $0.kind == .training) })
    return gap > 70 ? 0 : max(0, 100 - max(gap, 0.01))
  }

  /// The last point of every curve, as text.
  static func words(_ series: [RunSeries], decimals: Int) -> String {
    let texts = series.compactMap { series in
      series.points.last.map {
        "\(series.name) ends at \(NumberText.fixed($0.y, decimals)) after epoch \($0.x.plain)"
      }
    }
    return texts.isEmpty ? "nothing measured yet" : texts.joined(separator: "; ")
  }
}
