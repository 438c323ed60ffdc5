public import LeNetTraining

extension Drawing {
  /// Loss and accuracy of runs over their epochs, side by side: in training with the points inside each
  /// epoch, on the validation part and on the test set by epoch.
  ///
  /// Of several runs each has a colour, and training is dashed. Both charts begin where the first epoch
  /// ends, unless what lies before is not far from it.
  public static func curves(of runs: [RecordedRun], title: String) -> Drawing {
    let isAlone = runs.count == 1
    let losses = runs.flatMap { run in
      RunSeries.all(of: run, isAlone: isAlone, \.trainLoss, \.validationLoss, \.testLoss)
    }
    let accuracies = runs.flatMap { run in
      RunSeries.all(
        of: run, isAlone: isAlone, \.trainAccuracy, \.validationAccuracy, \.testAccuracy
      ).map { $0.scaled(by: 100) }
    }
    let top = RunSeries.top(of: losses)
    let bottom = RunSeries.bottom(of: accuracies)
    let charts = [
      Chart(
        title: "Loss", xLabel: "epoch", yLabel: "mean of an image",
        curves: losses.map { $0.curve(from: 0, to: top) }, top: top, countsFromZero: true),
      Chart(
        title: "Accuracy", xLabel: "epoch", yLabel: "right answers in %",
        curves: accuracies.map { $0.curve(from: bottom, to: 100) }, top: 100, bottom: bottom,
        countsFromZero: true),
    ]
    let (width, head) = (480.0, 34.0)
    let height = 340 + 17 * Double(max(0, losses.count - 3))
    var drawing = Drawing(
      width: 2 * width, height: head + height, title: title,
      summary: "Loss: \(RunSeries.words(losses, decimals: 4)). "
        + "Accuracy in percent: \(RunSeries.words(accuracies, decimals: 2)).")
    drawing.text(title, x: 52, y: 26, size: 16)
    for (place, chart) in charts.enumerated() {
      chart.draw(
        into: &drawing, x: width * Double(place), y: head, width: width, height: height)
    }
    return drawing
  }
}

/// The points of one curve of a run.
private struct RunSeries {
  let name: String
  let points: [(x: Double, y: Double)]
  let isDashed: Bool

  /// Training, validation and test, as far as they were measured.
  static func all(
    of run: RecordedRun, isAlone: Bool, _ training: KeyPath<RecordedFigures, Double?>,
    _ validation: KeyPath<RecordedFigures, Double?>, _ test: KeyPath<RecordedFigures, Double?>
  ) -> [RunSeries] {
    func points(
      _ figures: [RecordedFigures], _ key: KeyPath<RecordedFigures, Double?>
    ) -> [(x: Double, y: Double)] {
      figures.compactMap { line in
        line[keyPath: key].flatMap { $0.isFinite ? (line.position, $0) : nil }
      }
    }
    // The last step of an epoch says what the epoch says.
    let inside = run.steps.filter { $0.position != $0.position.rounded() }
    let all = (inside + run.epochs).sorted { $0.position < $1.position }
    func named(_ kind: String) -> String { isAlone ? kind : "\(run.name), \(kind)" }
    let measured = [
      RunSeries(name: named("validation"), points: points(run.epochs, validation), isDashed: false),
      RunSeries(name: named("test"), points: points(run.epochs, test), isDashed: !isAlone),
    ].filter { !$0.points.isEmpty }
    let trained = RunSeries(
      name: named("training"), points: points(all, training),
      isDashed: !isAlone && !measured.isEmpty)
    // A dashed curve has the colour of the one before it.
    return isAlone ? [trained] + measured : measured.prefix(1) + [trained]
  }

  func scaled(by factor: Double) -> RunSeries {
    RunSeries(name: name, points: points.map { ($0.x, $0.y * factor) }, isDashed: isDashed)
  }

  /// What lies outside before the curve comes in is left out.
  func curve(from bottom: Double, to top: Double) -> Chart.Curve {
    var shown = points[...]
    if let first = points.firstIndex(where: { (bottom...top).contains($0.y) }), first > 0 {
      let (outer, inner) = (points[first - 1], points[first])
      let edge = outer.y > top ? top : bottom
      let share = (edge - outer.y) / (inner.y - outer.y)
      shown = [(outer.x + share * (inner.x - outer.x), edge)] + points[first...]
    }
    return Chart.Curve(name: name, points: Array(shown), isDashed: isDashed)
  }

  /// Room for all losses from the end of the first epoch on, and for the first one if it is near.
  static func top(of series: [RunSeries]) -> Double {
    let all = series.flatMap(\.points)
    let later = all.filter { $0.x >= 1 }.map(\.y).max() ?? all.map(\.y).max() ?? 1
    let highest = all.map(\.y).max() ?? later
    return max(1e-6, highest <= 2.5 * later ? highest * 1.05 : later * 1.3)
  }

  /// The same for accuracies in percent, downward.
  static func bottom(of series: [RunSeries]) -> Double {
    let all = series.flatMap(\.points)
    let later = all.filter { $0.x >= 1 }.map(\.y).min() ?? all.map(\.y).min() ?? 0
    let lowest = all.map(\.y).min() ?? later
    let gap = 100 - lowest <= 2.5 * (100 - later) ? (100 - lowest) * 1.05 : (100 - later) * 1.3
    return gap > 70 ? 0 : max(0, 100 - max(gap, 0.01))
  }

  /// Where every curve ends.
  static func words(_ series: [RunSeries], decimals: Int) -> String {
    let texts = series.compactMap { series in
      series.points.last.map {
        "\(series.name) ends at \($0.y.fixed(decimals)) after epoch \($0.x.plain)"
      }
    }
    return texts.isEmpty ? "nothing measured yet" : texts.joined(separator: "; ")
  }
}
