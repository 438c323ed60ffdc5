import LeNetEvaluation
import LeNetGraphics
import LeNetText
package import LeNet
import LeNetDrawing

/// A run as an HTML page that needs no other file: no script, no font, no link.
package struct RunPage {
  let run: RecordedRun
  /// The model of the best epoch so far; nil before the first epoch ends.
  let model: ModelFile?
  /// The model's evaluation on the test set, if there is one, and the set's images.
  let test: Evaluation?
  let images: Dataset?

  package init(
    _ run: RecordedRun, model: ModelFile?, test: Evaluation? = nil, images: Dataset? = nil
  ) {
    self.run = run
    self.model = model
    self.test = test
    self.images = images
  }

  /// The file's text.
  package var html: String {
    let sections = [
      figures, again, curves, epochs, network, answers, kernels, values, files,
    ].compactMap { $0 }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(run.title.escaped)</title>
      <style>
      \(Self.styleSheet)
      </style>
      </head>
      <body>
      <h1>\(run.name.escaped)</h1>
      <p>\(sentence.escaped)</p>
      \(sections.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  /// The network, the data and the progress, in one sentence.
  private var sentence: String {
    let parameters = run.parameters.map { ", \($0.grouped) parameters," } ?? ""
    let images =
      run.record.images?.training
      .map { " (\($0.grouped) training images)" } ?? ""
    return
      "The network \(run.architecture)\(parameters) trained on \(run.data)\(images) by the recipe "
      + "\(run.recipe), seed \(run.seed.map { "\($0)" } ?? "?"). \(progress)"
  }

  private var progress: String {
    let planned = run.plannedEpochs.map { " of \($0)" } ?? ""
    let stopped = run.record.result?.stoppedEpoch
    switch run.state {
    case .done:
      guard let stopped else { return "The run is complete." }
      return "The run is complete: it stopped after epoch \(stopped)\(planned), "
        + "without improvement since epoch \(run.keptEpoch ?? 0)."
    case .running: return "The run is training: \(run.trainedEpochs)\(planned) epochs are complete."
    case .interrupted:
      return "The run was stopped after \(run.trainedEpochs)\(planned) epochs; "
        + "resume it with --resume."
    case .failed:
      let problem = run.segments.last?.problem ?? "the reason is unknown"
      // Version 0.1 stored a full stop.
      return "The run failed after \(run.trainedEpochs)\(planned) epochs: \(problem)"
        + (problem.hasSuffix(".") ? "" : ".")
    }
  }

  /// The most important figures.
  private var figures: String? {
    var pairs: [(name: String, value: String)] = []
    if let accuracy = run.testAccuracy { pairs.append(("test accuracy", Self.percent(accuracy))) }
    if let result = run.record.result, let errors = result.testErrors, let total = result.testTotal
    {
      pairs.append(
        ("\(judges) errors", "\(errors.grouped) of \(total.grouped)"))
    }
    if let accuracy = run.heldBackAccuracy {
      pairs.append(("held-back accuracy", Self.percent(accuracy)))
    }
    if let accuracy = run.validationAccuracy {
      pairs.append(("validation accuracy", Self.percent(accuracy)))
    }
    if let accuracy = run.kept?.trainAccuracy {
      pairs.append(("accuracy in training", Self.percent(accuracy)))
    }
    if let epoch = run.keptEpoch { pairs.append(("kept epoch", "\(epoch)")) }
    if let speed = run.examplesPerSecond {
      pairs.append(("images per second", Int(clamping: speed).grouped))
    }
    if run.seconds > 0 { pairs.append(("time", NumberText.duration(run.seconds))) }
    guard !pairs.isEmpty else { return nil }
    let cards = pairs.map {
      "<div><dt>\($0.name)</dt><dd>\($0.value.escaped)</dd></div>"
    }
    return "<dl class=\"cards\">\(cards.joined())</dl>"
  }

  /// The name of the images of the final evaluation.
  var judges: String { run.holdsBack ? "held-back" : "test" }

  private var again: String? {
    guard let command = run.command else { return nil }
    return """
      <h2>Again</h2>
      <pre>\(RunCommandLine.repeating(command).escaped)</pre>
      """
  }

  private var curves: String? {
    guard !run.epochs.isEmpty || !run.steps.isEmpty else { return nil }
    return """
      <h2>Curves</h2>
      <figure>\(Drawing.curves(of: [run], title: run.title).embedded(as: "curves"))</figure>
      """
  }

  /// A share as a percentage.
  static func percent(_ share: Double?) -> String { share.map(NumberText.percent) ?? "" }

  private static let styleSheet = """
    :root{color-scheme:light dark;--paper:#fff;--text:#1b1d21;--soft:#5c626b;--line:#dfe2e6;\
    --cell:0,114,178}
    @media (prefers-color-scheme:dark){:root{--paper:#16181c;--text:#e9eaec;--soft:#a4abb5;\
    --line:#353a42;--cell:86,180,233}}
    body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;\
    background:var(--paper);color:var(--text)}
    h1{margin-bottom:.3rem}h2{margin-top:2.2rem;font-size:1.2rem}
    pre{background:var(--line);padding:.7rem 1rem;border-radius:.4rem;white-space:pre-wrap;\
    overflow-wrap:anywhere}
    figure{margin:0;overflow-x:auto}figure svg{max-width:100%;height:auto}
    .wide{overflow-x:auto}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
    th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid var(--line);\
    vertical-align:top}
    th{font-weight:600;color:var(--soft)}
    .first th:nth-child(-n+2),.first td:nth-child(-n+2),.words td,.words th{text-align:left}
    .words td{overflow-wrap:anywhere}
    tr.kept td{font-weight:700}
    .confusion td,.confusion th{text-align:center;padding:.25rem .5rem;min-width:2.2rem}
    .cards{display:flex;flex-wrap:wrap;gap:.8rem 2.2rem;margin:1.4rem 0}
    .cards dt{color:var(--soft);font-size:.85rem}.cards dd{margin:0;font-size:1.35rem;\
    font-variant-numeric:tabular-nums}
    .note{color:var(--soft);font-size:.9rem}
    """
}
