import LeNet
import LeNetDrawing
import LeNetGraphics
import LeNetText

/// The error of models on moved images: a table for each kind of movement.
struct RobustnessText {
  private let charts: [Chart]
  private let dataset: Dataset

  init(_ charts: [Chart], on dataset: Dataset) {
    self.charts = charts
    self.dataset = dataset
  }

  var lines: [String] {
    let images = Chart.count(of: dataset).of("shifted, scaled and turned image")
    return [
      "error in % on \(images) of \(dataset.name)".visible
    ]
      + charts.flatMap { chart -> [String] in
        var table = TextTable(
          columns: [.init(chart.xLabel, .right)] + chart.curves.map { .init($0.name, .right) })
        for (row, point) in (chart.curves.first?.points ?? []).enumerated() {
          table.addRow(
            [NumberText.plain((point.x * 100).rounded() / 100)]
              + chart.curves.map { NumberText.fixed($0.points[row].y, 2) })
        }
        return ["", chart.title.lowercased()] + table.screenLines
      }
  }
}
