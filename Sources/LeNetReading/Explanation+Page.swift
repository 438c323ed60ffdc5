import LeNetText
public import LeNetImages
import LeNetGraphics

extension Explanation {
  /// A self-contained HTML page.
  public var html: String {
    let rows = zip(classes, reading.scores).map { name, score in
      "<tr><td>\(name.escaped)</td><td>\(NumberText.confidence(score))</td></tr>"
    }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>How \(name.escaped) was read</title>
      <style>
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
      svg{max-width:100%;height:auto}
      td{padding:0 1rem 0 0;font-variant-numeric:tabular-nums}
      </style>
      </head>
      <body>
      <h1>\(name.escaped)</h1>
      <p><strong>\(answer.escaped)</strong> \(steps.escaped)</p>
      \(drawing.svg)
      <h2>Scores</h2>
      <p>The probabilities of the classes, provided that the picture shows one of them.
      The probability that it shows none is \(NumberText.confidence(reading.other)).</p>
      <table>
      \(rows.joined(separator: "\n"))
      </table>
      </body>
      </html>

      """
  }

  /// The drawing as a PNG file, twice as large; throws if libvips is missing or cannot draw.
  public func png() throws(ImageError) -> [UInt8] {
    try RasterImage(drawing: drawing.svg, scale: 2).encoded(as: ".png")
  }
}
