public import LeNetEvaluation
public import LeNetGraphics
import LeNetText
public import LeNetData
import LeNetEngine
public import LeNetModel
import LeNetTraining

extension Drawing {
  /// The error of models on a data set whose images are all shifted, scaled or rotated in the same way, at most
  /// 10,000 of them: three charts side by side.
  ///
  /// Throws if a model does not fit the data, or has other classes.
  public static func robustness(
    of models: [(name: String, model: ModelFile)], on dataset: Dataset
  ) throws(EvaluationError) -> Drawing {
    robustness(try Chart.robustness(of: models, on: dataset), on: dataset)
  }

  /// The charts side by side.
  package static func robustness(_ charts: [Chart], on dataset: Dataset) -> Drawing {
    let width = 400.0
    let height = 320 + (charts.map { $0.legendHeight(width: width) }.max() ?? 0)
    var drawing = Drawing(
      width: width * Double(charts.count), height: Drawing.top + height,
      title: "Error on shifted, scaled and turned images",
      summary: charts.map(\.summary).joined(separator: " "))
    drawing.heading(
      "Error on \(Chart.count(of: dataset).of("shifted, scaled and turned image")) of \(dataset.name)"
    )
    for (place, chart) in charts.enumerated() {
      chart.draw(
        into: &drawing, x: width * Double(place), y: Drawing.top - 8, width: width, height: height)
    }
    return drawing
  }
}

extension Chart {
  /// The number of images evaluated for each chart.
  package static func count(of dataset: Dataset) -> Int { min(dataset.count, 10_000) }

  /// The error of models on images that are all shifted, scaled or rotated in the same way, a chart for each.
  package static func robustness(
    of models: [(name: String, model: ModelFile)], on dataset: Dataset
  ) throws(EvaluationError) -> [Chart] {
    let kinds: [(title: String, label: String, maps: [(Double, AffineMap)])] = [
      (
        "Shifted down", "pixels",
        stride(from: -10.0, through: 10, by: 2).map { ($0, AffineMap(rowShift: $0)) }
      ),
      (
        "Scaled", "factor",
        stride(from: 0.4, through: 2.01, by: 0.2).map {
          ($0, AffineMap(rowScale: $0, columnScale: $0))
        }
      ),
      (
        "Turned", "degrees",
        stride(from: -50.0, through: 50, by: 10).map { ($0, AffineMap(rotation: $0)) }
      ),
    ]
    let count = count(of: dataset)
    guard count > 0 else { throw .empty(data: dataset.name) }
    var engines: [any Engine<Float>] = []
    for (_, model) in models {
      engines.append(try Evaluator(model: model).engine(for: dataset))
    }
    return kinds.map { kind in
      let curves = zip(models, engines).map { named, engine in
        Chart.Curve(
          name: named.name,
          points: kind.maps.map { value, map in
            let result = engine.evaluate(MovedImages(dataset: dataset, range: 0..<count, map: map))
            return (value, 100 * Double(count - result.correct) / Double(count))
          })
      }
      return Chart(
        title: kind.title, xLabel: kind.label, yLabel: "error in %", curves: curves, top: 100)
    }
  }
}

extension Chart {
  /// The points of every curve, as text.
  fileprivate var summary: String {
    let texts = curves.map { curve in
      "\(curve.name) "
        + curve.points.map { "\($0.x.plain): \($0.y.plain)" }.joined(separator: ", ")
    }
    return "\(title), \(yLabel) by \(xLabel): \(texts.joined(separator: "; "))."
  }
}
