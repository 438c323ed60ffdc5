import LeNet
import LeNetDrawing
import LeNetEvaluation
import LeNetGraphics
import LeNetText

extension RunPage {
  /// A row for every epoch; the kept one is bold.
  var epochs: String? {
    guard !run.epochs.isEmpty else { return nil }
    let showsValidation = run.epochs.contains { $0.validationAccuracy != nil }
    let showsTest = run.epochs.contains { $0.testAccuracy != nil }
    var titles = ["epoch", "training loss", "accuracy"]
    if showsValidation { titles += ["validation loss", "accuracy"] }
    if showsTest { titles += ["\(judges) loss", "accuracy"] }
    titles += ["rate", "images/s", "time"]
    // The table omits epochs of very long runs, to keep the page small; the curves show all.
    let shown = run.epochs.suffix(200)
    let rows = shown.map { epoch in
      var cells = ["\(epoch.epoch)", Self.loss(epoch.trainLoss), Self.percent(epoch.trainAccuracy)]
      if showsValidation {
        cells += [Self.loss(epoch.validationLoss), Self.percent(epoch.validationAccuracy)]
      }
      if showsTest { cells += [Self.loss(epoch.testLoss), Self.percent(epoch.testAccuracy)] }
      cells.append(epoch.learningRate.map(NumberText.twoDigits) ?? "")
      cells.append(epoch.examplesPerSecond.map { Int(clamping: $0).grouped } ?? "")
      cells.append(epoch.seconds.map(NumberText.duration) ?? "")
      return Self.row(cells, kind: epoch.epoch == run.keptEpoch ? "kept" : nil)
    }
    let note =
      shown.count < run.epochs.count
      ? "<p class=\"note\">The last \(shown.count) of \(run.epochs.count) epochs.</p>\n" : ""
    return """
      <h2>Epochs</h2>
      \(note)<div class="wide"><table>
      \(Self.head(titles))
      \(rows.joined(separator: "\n"))
      </table></div>
      <p class="note">Training figures are means over the epoch, while the network changes. The bold epoch is the \
      kept one.</p>
      """
  }

  /// The layers with sizes and counts.
  var network: String? {
    guard let layout = model?.parameters.layout else { return nil }
    let summary = NetworkSummary(layout)
    var rows = [Self.row(["input", "", summary.input.text, "", "", ""])]
    for (row, layer) in zip(summary.layers, layout.layers) {
      rows.append(
        Self.row([
          row.name, layer.layer.sentence, row.output.text, row.parameters.grouped,
          row.connections.grouped, row.multiplyAdds.grouped,
        ]))
    }
    let totals = summary.totals
    rows.append(
      Self.row([
        "total", "", "", totals.parameters.grouped,
        totals.connections.grouped, totals.multiplyAdds.grouped,
      ]))
    let titles = ["layer", "what it does", "output", "parameters", "connections", "multiply-adds"]
    return """
      <h2>Network</h2>
      <div class="wide"><table class="first">
      \(Self.head(titles))
      \(rows.joined(separator: "\n"))
      </table></div>
      """
  }

  /// The confusion matrix and the most confident errors.
  var answers: String? {
    guard let test else { return nil }
    let head =
      "<tr><th></th>\(test.classes.map { "<th>\($0.escaped)</th>" }.joined())<th>right</th></tr>"
    let rows = test.classes.indices.map { truth in
      let total = test.classTotals[truth]
      let cells = test.classes.indices.map { answer in
        let count = test.confusion[truth][answer]
        // The square root makes a few mistakes visible beside thousands of right answers.
        let share = total == 0 ? 0 : (Double(count) / Double(total)).squareRoot()
        let shade =
          count == 0
          ? "" : " style=\"--share:\(NumberText.fixed(share * 60, 1))%\""
        return "<td\(shade)>\(count == 0 ? "" : count.grouped)</td>"
      }
      let right = test.classAccuracies[truth].map(NumberText.percent) ?? ""
      return
        "<tr><th>\(test.classes[truth].escaped)</th>\(cells.joined())<td>\(right)</td></tr>"
    }
    let gallery = test.errors == 0 ? "" : images.map { errors(of: test, on: $0) } ?? ""
    return """
      <h2>Answers on the \(run.holdsBack ? "held-out images" : "test set")</h2>
      <div class="wide"><table class="confusion">
      \(head)
      \(rows.joined(separator: "\n"))
      </table></div>
      <p class="note">Class down, answer across. The larger its share of the class, the darker a cell.</p>\(gallery)
      """
  }

  /// The most confident errors, each with its class and the answer.
  private func errors(of test: Evaluation, on images: Dataset) -> String {
    let shown = test.misreadImages().prefix(24)
    let figures = shown.enumerated().map { place, image in
      let (truth, answer) = (image.truth.shortened(to: 40), image.answer.shortened(to: 40))
      let confidence = NumberText.confidence(image.confidence)
      let picture = Drawing.image(
        Bitmap(image: image.position, of: images),
        title: "image \(image.position), class \(truth), read as \(answer)")
      return
        "<figure>\(picture.embedded(as: "error\(place)"))<figcaption>\(truth.escaped) → \(answer.escaped)<br/>"
        + "<small>\(confidence)<br/>image \(image.position)</small></figcaption></figure>"
    }
    let count = test.errors > shown.count ? ", of which \(shown.count) are here" : ""
    return """

      <p>\(test.errors.grouped) of \(test.count.of("image")) read wrong\(count): class → answer, the surest first.</p>
      <div class="errors">
      \(figures.joined(separator: "\n"))
      </div>
      """
  }

  var kernels: String? {
    guard let model, let kernels = FirstKernels(of: model) else { return nil }
    let figures = kernels.bitmaps.enumerated().map { place, bitmap in
      let picture = Drawing.image(bitmap, title: "kernel \(place)", width: 58)
      return "<figure>\(picture.embedded(as: "kernel\(place)"))</figure>"
    }
    return """
      <h2>First kernels</h2>
      <p>\(kernels.title.escaped). \(kernels.summary.escaped)</p>
      <div class="kernels">
      \(figures.joined(separator: "\n"))
      </div>
      """
  }

  /// Every value of the recipe, the machine and the program.
  var values: String? {
    let rows = run.values.map { name, value in
      Self.row([RunValueWords.name(name), value == .null ? "" : Self.words(value, of: name)])
    }
    return """
      <h2>Recipe and machine</h2>
      <div class="wide"><table class="words">
      \(rows.joined(separator: "\n"))
      \(times.map { Self.row([$0.name, $0.value]) }.joined(separator: "\n"))
      </table></div>
      """
  }

  /// Choices in the options' spelling; other names unchanged.
  private static func words(_ value: JSON, of name: String) -> String {
    if case .array(let values) = value {
      return values.map { words($0, of: name) }.joined(separator: ", ")
    }
    if let epochs = value["epochs"]?.wholeNumber, let factor = value["factor"]?.double {
      return "\(epochs)x\(NumberText.plain(factor))"
    }
    return value.string.map { RunValueWords.value($0, of: name) } ?? value.text
  }

  private var times: [(name: String, value: String)] {
    let system = run.segments.last?.machine?.system
    return [
      ("system", system), ("started", run.started), ("ended", run.ended),
      ("segments", run.segments.count > 1 ? "\(run.segments.count)" : nil),
    ].compactMap { name, value in value.map { (name, $0) } }
  }

  /// The data's files by their checksums.
  var files: String? {
    guard !run.hashes.isEmpty else { return nil }
    let rows = run.hashes.sorted { $0.key < $1.key }.map { Self.row([$0.key, $0.value]) }
    return """
      <h2>Data</h2>
      <div class="wide"><table class="words">
      \(Self.head(["file", "SHA-256"]))
      \(rows.joined(separator: "\n"))
      </table></div>
      """
  }

  private static func loss(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, 4) } ?? ""
  }

  private static func head(_ titles: [String]) -> String {
    "<tr>\(titles.map { "<th>\($0.escaped)</th>" }.joined())</tr>"
  }

  private static func row(_ cells: [String], kind: String? = nil) -> String {
    let name = kind.map { " class=\"\($0)\"" } ?? ""
    return "<tr\(name)>\(cells.map { "<td>\($0.escaped)</td>" }.joined())</tr>"
  }
}
