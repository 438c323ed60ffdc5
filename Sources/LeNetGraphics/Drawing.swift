import LeNetText

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A self-contained SVG 1.1 picture of shapes, texts and small bitmaps, with a text alternative.
///
/// Colours are classes of one style sheet, so a picture follows the reader's light or dark scheme.
/// Lengths are in pixels from the upper left corner.
public struct Drawing: Sendable {
  /// The width of the picture, in pixels.
  public var width: Double
  /// The height of the picture, in pixels.
  public var height: Double
  /// The title of the text alternative.
  public let title: String
  /// The description of the text alternative.
  public private(set) var summary: String
  /// The elements so far.
  package var body = ""

  /// An empty picture.
  package init(width: Double, height: Double, title: String, summary: String) {
    self.width = width
    self.height = height
    self.title = title
    self.summary = summary
  }

  /// The alignment of a text to its place.
  package enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// Draws a text aligned to a place, rotated about it by degrees to the left.
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

  /// Draws a filled rectangle.
  package mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, tone: Tone, opacity: Double = 1
  ) {
    let alpha = opacity < 1 ? " fill-opacity=\"\(opacity.plain)\"" : ""
    body += """
      <rect x="\(x.plain)" y="\(y.plain)" width="\(width.plain)" height="\(height.plain)" \
      class="\(tone.name)"\(alpha)/>

      """
  }

  /// Draws a line through points.
  package mutating func line(
    _ points: [(x: Double, y: Double)], tone: Tone, width: Double = 1, isDashed: Bool = false
  ) {
    let places = points.map { "\($0.x.plain),\($0.y.plain)" }.joined(separator: " ")
    let dashes = isDashed ? " stroke-dasharray=\"5 4\"" : ""
    body += """
      <polyline points="\(places)" class="line \(tone.name)" stroke-width="\(width.plain)"\(dashes)/>

      """
  }

  /// Draws a dot.
  package mutating func dot(x: Double, y: Double, radius: Double, tone: Tone) {
    body += """
      <circle cx="\(x.plain)" cy="\(y.plain)" r="\(radius.plain)" class="\(tone.name)"/>

      """
  }

  /// Draws a bitmap with each pixel enlarged to a sharp square, in a thin frame: without it, its
  /// colours could merge with the background of one of the two schemes.
  ///
  /// Browsers enlarge it sharply, other programs smooth it, so most of the enlargement is done here.
  public mutating func bitmap(_ bitmap: Bitmap, x: Double, y: Double, width: Double) {
    let height = width * Double(bitmap.rows) / Double(max(bitmap.columns, 1))
    let factor = max(1, min(Int((2 * width / Double(max(bitmap.columns, 1))).rounded(.up)), 32))
    body += """
      <image x="\(x.plain)" y="\(y.plain)" width="\(width.plain)" height="\(height.plain)" \
      class="bitmap" image-rendering="optimizeSpeed" href="data:image/png;base64,\(Data(bitmap.png(enlarged: factor)).base64EncodedString())"/>

      """
    outline(x: x, y: y, width: width, height: height, tone: .faint)
  }

  /// The SVG text for an `HTMLPage`, which has the style sheet: its identifiers begin with `id`,
  /// and the title and description are for screen readers.
  package func embedded(as id: String) -> String {
    text(identifiers: "\(id)-", namespace: "", style: "")
  }

  /// The same picture with another text alternative.
  package func described(_ summary: String) -> Drawing {
    var drawing = self
    drawing.summary = summary
    return drawing
  }

  /// The text of the SVG file.
  public var svg: String {
    text(
      identifiers: "", namespace: " xmlns=\"http://www.w3.org/2000/svg\"",
      style: "<style>\nsvg{max-width:100%;height:auto}\n\(Tone.styleSheet)\n</style>\n")
  }

  private func text(identifiers prefix: String, namespace: String, style: String) -> String {
    // On a page, a screen reader would say the same twice.
    let isPlain = style.isEmpty && summary == title
    let description = isPlain ? "" : "<desc id=\"\(prefix)summary\">\(summary.escaped)</desc>\n"
    let labels = "\(prefix)title" + (isPlain ? "" : " \(prefix)summary")
    return """
      <svg\(namespace) width="\(width.plain)" height="\(height.plain)" \
      viewBox="0 0 \(width.plain) \(height.plain)" role="img" \
      aria-labelledby="\(labels)" font-family="system-ui, sans-serif">
      <title id="\(prefix)title">\(title.escaped)</title>
      \(description)\(style)<rect width="100%" height="100%" class="paper"/>
      \(body)</svg>

      """
  }
}

extension Double {
  /// The number with enough decimals to distinguish steps of a width.
  package func text(inStepsOf step: Double) -> String {
    guard step < 0.0095, step > 0 else { return plain }
    var (decimals, width) = (2, step * 100)
    while width < 0.95, decimals < 9 {
      decimals += 1
      width *= 10
    }
    return NumberText.fixed(self, decimals)
  }

  /// At most two decimals without trailing zeros; Swift's text for very large numbers, infinity and NaN.
  package var plain: String {
    guard magnitude < 1e15 else { return "\(self)" }
    let hundredths = Int((self * 100).rounded())
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
