/// A picture in SVG 1.1, self-contained: shapes, texts and small bitmaps, with a text alternative.
///
/// Colours are classes of one style sheet, so a picture follows the reader's light or dark scheme.
/// Lengths are in pixels from the upper left corner.
public struct Drawing: Sendable {
  /// The width of the whole picture.
  public var width: Double
  /// Its height.
  public var height: Double
  /// What it is, for those who do not see it.
  public let title: String
  /// What it shows, for those who do not see it.
  public private(set) var summary: String
  /// The elements so far.
  var body = ""

  /// An empty picture.
  package init(width: Double, height: Double, title: String, summary: String) {
    self.width = width
    self.height = height
    self.title = title
    self.summary = summary
  }

  /// How a text is set beside its place.
  package enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// A text whose baseline begins, is centred or ends at a place, turned about it by degrees to the left.
  package mutating func text(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start,
    tone: Tone = .ink, isBold: Bool = false, turned: Double = 0
  ) {
    let weight = isBold ? " font-weight=\"600\"" : ""
    let turn =
      turned == 0 ? "" : " transform=\"rotate(\((-turned).plain) \(x.plain) \(y.plain))\""
    body += """
      <text x="\(x.plain)" y="\(y.plain)" font-size="\(size.plain)" text-anchor="\(anchor.rawValue)" \
      class="\(tone.name)"\(weight)\(turn)>\(text.escaped)</text>

      """
  }

  /// A filled rectangle; what lies behind shows through where `opacity` is below 1.
  package mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, tone: Tone, opacity: Double = 1
  ) {
    let alpha = opacity < 1 ? " fill-opacity=\"\(opacity.plain)\"" : ""
    body += """
      <rect x="\(x.plain)" y="\(y.plain)" width="\(width.plain)" height="\(height.plain)" \
      class="\(tone.name)"\(alpha)/>

      """
  }

  /// A line through points.
  package mutating func line(
    _ points: [(x: Double, y: Double)], tone: Tone, width: Double = 1, isDashed: Bool = false
  ) {
    let places = points.map { "\($0.x.plain),\($0.y.plain)" }.joined(separator: " ")
    let dashes = isDashed ? " stroke-dasharray=\"5 4\"" : ""
    body += """
      <polyline points="\(places)" class="line \(tone.name)" stroke-width="\(width.plain)"\(dashes)/>

      """
  }

  /// A dot.
  package mutating func dot(x: Double, y: Double, radius: Double, tone: Tone) {
    body += """
      <circle cx="\(x.plain)" cy="\(y.plain)" r="\(radius.plain)" class="\(tone.name)"/>

      """
  }

  /// A bitmap, each pixel enlarged to a square of sharp edges, in a fine frame: it has colours of its
  /// own, and would run into the paper of one of the two schemes.
  ///
  /// Browsers would enlarge it sharply; others smooth it, so most of it is done before.
  public mutating func bitmap(_ bitmap: Bitmap, x: Double, y: Double, width: Double) {
    let height = width * Double(bitmap.rows) / Double(max(bitmap.columns, 1))
    let factor = max(1, min(Int((2 * width / Double(max(bitmap.columns, 1))).rounded(.up)), 32))
    body += """
      <image x="\(x.plain)" y="\(y.plain)" width="\(width.plain)" height="\(height.plain)" \
      class="bitmap" image-rendering="optimizeSpeed" href="data:image/png;base64,\(Base64.text(of: bitmap.png(enlarged: factor)))"/>

      """
    outline(x: x, y: y, width: width, height: height, tone: .faint)
  }

  /// The file's text for a place inside a page that has other pictures: its names begin with `id`,
  /// and its texts serve those who do not see it.
  package func embedded(as id: String) -> String {
    svg.replacing("id=\"title\"", with: "id=\"\(id)-title\"")
      .replacing("id=\"summary\"", with: "id=\"\(id)-summary\"")
      .replacing(
        "aria-labelledby=\"title summary\"",
        with: "aria-labelledby=\"\(id)-title \(id)-summary\"")
  }

  /// The same picture with another text for those who do not see it.
  func described(_ summary: String) -> Drawing {
    var drawing = self
    drawing.summary = summary
    return drawing
  }

  /// The file's text.
  public var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width.plain)" height="\(height.plain)" \
    viewBox="0 0 \(width.plain) \(height.plain)" role="img" aria-labelledby="title summary" \
    font-family="system-ui, sans-serif">
    <title id="title">\(title.escaped)</title>
    <desc id="summary">\(summary.escaped)</desc>
    <style>
    \(Tone.styleSheet)
    </style>
    <rect width="100%" height="100%" class="paper"/>
    \(body)</svg>

    """
  }
}

extension Double {
  /// With so many decimals.
  func fixed(_ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    guard magnitude * scale < 1e15 else { return "\(self)" }
    let number = Int((magnitude * scale).rounded())
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = self < 0 && number > 0 ? "-" : ""
    return decimals == 0
      ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// With as many decimals as tell steps of a width apart, two at most where they suffice.
  func text(inStepsOf step: Double) -> String {
    guard step < 0.0095, step > 0 else { return plain }
    var (decimals, width) = (2, step * 100)
    while width < 0.95, decimals < 9 {
      decimals += 1
      width *= 10
    }
    return fixed(decimals)
  }

  /// At most two decimals, without zeros at the end; as Swift writes it where it is no usual number.
  var plain: String {
    guard magnitude < 1e15 else { return "\(self)" }
    let hundredths = Int((self * 100).rounded())
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
