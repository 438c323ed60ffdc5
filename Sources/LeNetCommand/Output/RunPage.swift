import LeNetEvaluation
import LeNetGraphics
import LeNetText
package import LeNet
import LeNetDrawing

/// A run as an HTML page.
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

  /// The file's text, which needs no other file.
  package var html: String {
    let sections = [
      figures, again, curves, epochs, network, answers, kernels, values, files,
    ].compactMap { $0 }
    return HTMLPage.text(
      title: run.title, style: Self.styleSheet,
      body: """
        <h1>\(run.displayName.escaped)</h1>
        <p>\(sentence.escaped)</p>
        \(sections.joined(separator: "\n"))
        """)
  }

  /// The network, the data and the progress, in one sentence.
  private var sentence: String {
    let count =
      model.map(\.parameters.layout)
      .flatMap { $0.trainableCount == run.parameters ? $0.parameterWords : nil }
      ?? run.parameters?.of("parameter")
    let parameters = count.map { ", \($0)," } ?? ""
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
      pairs.append(("training accuracy", Self.percent(accuracy)))
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
    let repeating = RunCommandLine.repeating(command)
    let note =
      repeating == command
      ? ""
      : "\n<p class=\"note\">The same training again, in a new folder: <code>\(repeating.escaped)</code></p>"
    return """
      <h2>Command</h2>
      <pre>\(command.escaped)</pre>\(note)
      """
  }

  private var curves: String? {
    guard !run.epochs.isEmpty || !run.steps.isEmpty else { return nil }
    let charts = Drawing.charts(of: [run]).enumerated().map { place, drawing in
      "<figure>\(drawing.embedded(as: "curves\(place)"))</figure>"
    }
    return """
      <h2>Curves</h2>
      <div class="charts">
      \(charts.joined(separator: "\n"))
      </div>
      <p class="note">Points of the training line inside an epoch are running means, which start anew with every epoch.</p>
      """
  }

  /// A share as a percentage.
  static func percent(_ share: Double?) -> String { share.map(NumberText.percent) ?? "" }

  private static let styleSheet = """
    pre{background:var(--faint);padding:.7rem 1rem;border-radius:.4rem;white-space:pre-wrap;\
    overflow-wrap:anywhere}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem}
    .charts svg{width:100%}
    .errors{display:grid;grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr));gap:1rem .5rem}
    .errors figcaption{color:var(--ink);overflow-wrap:anywhere;line-height:1.3}
    .errors small{color:var(--quiet)}
    .kernels{display:flex;flex-wrap:wrap;gap:.5rem}.kernels svg{width:3.6rem}
    .wide{overflow-x:auto;background:\
    linear-gradient(to right,var(--paper) 1rem,transparent) left/2rem 100% no-repeat local,\
    linear-gradient(to left,var(--paper) 1rem,transparent) right/2rem 100% no-repeat local,\
    linear-gradient(to left,var(--faint),transparent) right/.8rem 100% no-repeat scroll}
    .wide :is(td,th):first-child{position:sticky;left:0;background:var(--paper)}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
    th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid var(--faint);\
    vertical-align:top;white-space:nowrap}
    th{font-weight:600;color:var(--quiet)}
    .first th:nth-child(-n+2),.first td:nth-child(-n+2),.words td,.words th{text-align:left}
    .words td{overflow-wrap:anywhere;white-space:normal;min-width:7rem}
    tr.kept td{font-weight:700}
    .confusion td,.confusion th{text-align:center;padding:.25rem .5rem;min-width:2.2rem}
    .confusion td[style]{background:color-mix(in srgb,var(--blue) var(--share),transparent)}
    .cards{display:flex;flex-wrap:wrap;gap:.8rem 2.2rem;margin:1.4rem 0}
    .cards dt{color:var(--quiet);font-size:.85rem}.cards dd{margin:0;font-size:1.35rem;\
    font-variant-numeric:tabular-nums}
    """
}
