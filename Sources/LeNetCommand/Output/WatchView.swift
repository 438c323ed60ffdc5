package import LeNet
import LeNetText

/// The view of a run in progress.
package struct WatchView {
  private let run: RecordedRun

  package init(run: RecordedRun) { self.run = run }

  /// The newest figures, within an epoch or at its end.
  private var newest: MetricsLine? {
    guard let step = run.steps.last else { return run.epochs.last }
    guard let epoch = run.epochs.last, epoch.position >= step.position else { return step }
    return epoch
  }

  /// Images per second, from the newest figures.
  var examplesPerSecond: Double? { newest?.examplesPerSecond ?? run.examplesPerSecond }

  /// The estimated seconds to the end, `sinceNewest` seconds after the newest figures, from the time that epochs
  /// took, evaluation included.
  package func secondsLeft(sinceNewest: Double) -> Double? {
    guard let share = run.share, share < 1, let planned = run.plannedEpochs else { return nil }
    let seconds = run.epochs.suffix(5).compactMap(\.seconds)
    let epoch: Double
    if !seconds.isEmpty {
      epoch = seconds.reduce(0, +) / Double(seconds.count)
    } else if let speed = examplesPerSecond, speed > 0,
      let images = run.record.images?.training
    {
      epoch = Double(images) / speed
    } else {
      return nil
    }
    return max(0, epoch * Double(planned) * (1 - share) - max(0, sinceNewest))
  }

  /// The view in as many lines as fit, `columns` characters wide.
  func lines(on terminal: Terminal, columns: Int, rows: Int, sinceNewest: Double) -> [String] {
    let head = String(run.title.visible.prefix(max(0, columns - 1)))
    let lines = [terminal.paint(head, .bold)]
    let height = min(8, rows - 6)
    guard columns >= 40, height >= 3 else {
      return lines.prefix(max(0, rows - 2))
        + [progress(columns: columns, unicode: terminal.showsUnicode, sinceNewest: sinceNewest)]
    }
    return lines + charts(columns: columns, rows: height, unicode: terminal.showsUnicode) + [
      progress(columns: columns, unicode: terminal.showsUnicode, sinceNewest: sinceNewest)
    ]
  }

  /// The progress in one line without a bar.
  package func plainLine(_ epoch: MetricsLine) -> String {
    let planned = run.plannedEpochs.map { "/\($0)" } ?? ""
    let parts: [String?] = [
      "epoch \(epoch.epoch)\(planned)",
      epoch.trainLoss.map { "loss \(NumberText.fixed($0, 4))" },
      epoch.trainAccuracy.map { "accuracy \(NumberText.percent($0))" },
      epoch.validationAccuracy.map { "validation \(NumberText.percent($0))" },
      epoch.testAccuracy.map { "test \(NumberText.percent($0))" },
      epoch.examplesPerSecond.map { "\(Int(clamping: $0).grouped) images/s" },
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// The end of the run, for both kinds of output.
  package var lastLine: String {
    let result =
      run.testAccuracy.map { ", test accuracy \(NumberText.percent($0))" }
      ?? run.heldBackAccuracy.map { ", held-back accuracy \(NumberText.percent($0))" } ?? ""
    switch run.state {
    case .running: return "\(run.folder) is training"
    case .done: return "\(run.folder) is complete\(result)"
    case .interrupted:
      return "\(run.folder) was stopped after \(run.trainedEpochs) of "
        + "\(run.plannedEpochs.map { "\($0)" } ?? "?") epochs"
    case .failed:
      return "\(run.folder) failed: \(run.segments.last?.problem ?? "reason unknown")"
    }
  }

  private func progress(columns: Int, unicode: Bool, sinceNewest: Double) -> String {
    guard let newest else {
      return String("epoch 1/\(run.plannedEpochs ?? 1), waiting for figures".prefix(columns - 1))
    }
    let planned = max(run.plannedEpochs ?? newest.epoch, newest.epoch)
    let current = min(planned, max(1, Int(newest.position.rounded(.up))))
    let isNext = run.state == .running && Double(current) == newest.position && current < planned
    return ProgressLine(
      epoch: current + (isNext ? 1 : 0), epochs: planned, share: run.share ?? 0,
      loss: newest.trainLoss ?? 0,
      accuracy: newest.trainAccuracy ?? 0, imagesPerSecond: examplesPerSecond ?? 0,
      secondsLeft: secondsLeft(sinceNewest: sinceNewest)
    ).text(columns: columns, unicode: unicode)
  }

  /// Loss and accuracy side by side, with the ends of their axes.
  private func charts(columns: Int, rows: Int, unicode: Bool) -> [String] {
    let all = (run.steps + run.epochs).sorted { $0.position < $1.position }
    let isValidated = run.epochs.contains { $0.validationAccuracy != nil }
    let accuracies = isValidated ? run.epochs : all
    let charts: [(title: String, points: [(x: Double, y: Double)], decimals: Int, limit: Double)] =
      [
        (
          "training loss",
          all.compactMap { figures in
            figures.trainLoss.map { (figures.position, $0) }
          }, 3, .greatestFiniteMagnitude
        ),
        (
          isValidated ? "validation accuracy in %" : "training accuracy in %",
          accuracies.compactMap { figures in
            (isValidated ? figures.validationAccuracy : figures.trainAccuracy)
              .map { (figures.position, 100 * $0) }
          }, 2, 100
        ),
      ]
    let width = min(60, (columns - 4) / 2)
    let blocks = charts.map { title, points, decimals, limit in
      let plot = CurvePlot(
        points: points, upTo: Double(run.plannedEpochs ?? 1), within: 0...limit)
      return plot.block(
        title: title, width: width, height: rows, decimals: decimals, unicode: unicode)
    }
    return zip(blocks[0], blocks[1]).map { CurvePlot.beside($0, $1) }
  }
}
