import LeNetText
public import LeNetImages
import LeNetGraphics

extension Explanation {
  /// A self-contained HTML page, for wide and narrow screens, light and dark.
  public var html: String {
    let sections = [
      "<h1>\(name.escaped)</h1>",
      "<p><strong>\(answer.escaped)</strong> \(steps.escaped)</p>", stepsHTML, barsHTML, layersHTML,
    ]
    return HTMLPage.text(
      title: "How \(name) was read", style: Self.styleSheet,
      body: sections.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private var stepsHTML: String {
    let figures = stepPictures.enumerated().map { number, step in
      let caption = ([step.title] + step.note).map(\.escaped).joined(separator: "<br/>")
      return
        "<figure>\(step.drawing.embedded(as: "step\(number)"))<figcaption>\(caption)</figcaption></figure>"
    }
    return """
      <h2>From the picture to the answer</h2>
      <div class="steps">
      \(figures.joined(separator: "\n"))
      </div>
      """
  }

  private var barsHTML: String {
    let (shares, best) = bars
    guard !shares.isEmpty else { return "" }
    let rows = shares.enumerated().map { place, bar in
      let kind = place == best ? " class=\"best\"" : ""
      return """
        <tr\(kind)><th>\(bar.name.escaped)</th>\
        <td><div style="width:\(NumberText.fixed(100 * bar.share, 2))%"></div></td>\
        <td>\(NumberText.confidence(bar.share))</td></tr>
        """
    }
    let none = reading.other > 0 ? " and 'none of them'" : ""
    let note =
      isCalibrated
      ? "The likeliest class has the calibrated confidence; the other classes\(none) share the rest as the network sees it."
      : "The model has no thresholds, so every answer is accepted, and these probabilities are not calibrated."
    return """
      <h2>How sure</h2>
      <p class="note">\(note)</p>
      <table class="bars">
      \(rows.joined(separator: "\n"))
      </table>
      """
  }

  /// The layers but the last one, whose numbers become the probabilities of the bars.
  private var layersHTML: String {
    let figures = layers.dropLast().enumerated().map { number, layer in
      var drawing = Drawing(
        width: 0, height: MapPictures.height(of: layer.shape) + 2,
        title: "The output of \(layer.name)",
        summary: "Black is least, white greatest.")
      MapPictures.draw(layer.values, layer.shape, into: &drawing, x: 1, y: 1)
      drawing.width = MapPictures.width(of: layer.shape) + 2
      let caption = "\(layer.name.escaped): \(layer.shape.displayText)"
      let picture = drawing.embedded(as: "layer\(number)")
      return "<figure><figcaption>\(caption)</figcaption>\(picture)</figure>"
    }
    guard !figures.isEmpty else { return "" }
    return """
      <h2>What the layers saw</h2>
      <p class="note">In each layer black is the least number and white the greatest.</p>
      <div class="layers">
      \(figures.joined(separator: "\n"))
      </div>
      """
  }

  private static let styleSheet = """
    .steps{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:1rem}
    .steps svg{max-height:10rem}
    .bars{width:100%;max-width:34rem;border-collapse:collapse;font-variant-numeric:tabular-nums}
    .bars th{padding-right:.7rem;text-align:left;font-weight:600;max-width:9rem;\
    overflow-wrap:break-word}
    .bars td:nth-child(2){width:100%}
    .bars td:last-child{padding-left:.7rem;text-align:right;white-space:nowrap}
    .bars div{min-width:1px;height:.8rem;background:var(--blue)}
    .bars .best div{background:var(--orange)}.bars .best td{font-weight:600}
    .layers figure{margin-top:.8rem}
    """

  /// The drawing as a PNG file, twice as large; throws if libvips is missing or cannot draw.
  public func png() throws(ImageError) -> [UInt8] {
    try RasterImage(drawing: drawing.svg, scale: 2).encoded(as: ".png")
  }
}
