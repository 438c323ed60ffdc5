extension Drawing {
  /// The margin at the edges.
  package static let margin = 16.0
  /// The top of the content below the heading, without and with a second line.
  package static let top = 44.0
  package static let topWithDetail = 64.0

  /// Draws the title and an optional smaller line below; widens the drawing if necessary.
  package mutating func heading(_ text: String, detail: String? = nil) {
    self.text(text, x: Self.margin, y: 27, size: 15, isBold: true)
    var widest = Self.width(of: text, size: 15, isBold: true)
    if let detail {
      self.text(detail, x: Self.margin, y: 47, size: 12, tone: .quiet)
      widest = max(widest, Self.width(of: detail, size: 12))
    }
    width = max(width, widest + 2 * Self.margin)
  }

  /// The edges of a rectangle.
  package mutating func outline(
    x: Double, y: Double, width: Double, height: Double, tone: Tone, stroke: Double = 1
  ) {
    body += """
      <rect x="\(x.plain)" y="\(y.plain)" width="\(width.plain)" height="\(height.plain)" \
      class="line \(tone.name)" stroke-width="\(stroke.plain)"/>

      """
  }

  /// A filled area.
  package mutating func polygon(_ points: [(x: Double, y: Double)], tone: Tone, opacity: Double = 1)
  {
    let places = points.map { "\($0.x.plain),\($0.y.plain)" }.joined(separator: " ")
    let alpha = opacity < 1 ? " fill-opacity=\"\(opacity.plain)\"" : ""
    body += """
      <polygon points="\(places)" class="\(tone.name)"\(alpha)/>

      """
  }
}
