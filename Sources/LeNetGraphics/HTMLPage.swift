/// A page that needs no other file: no script, no font, no link.
///
/// It is for wide and narrow screens, light and dark.
package enum HTMLPage {
  /// The text of a page; `style` are its own rules, behind those of every page.
  package static func text(title: String, style: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escaped)</title>
    <style>
    \(Tone.styleSheet)
    \(rules)
    \(style)
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  private static let rules = """
    \(Tone.properties)
    body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;\
    background:var(--paper);color:var(--ink)}
    h1{margin-bottom:.3rem;overflow-wrap:anywhere}h2{margin-top:2.2rem;font-size:1.2rem}
    figure{margin:0}figure svg{display:block;max-width:100%;height:auto}
    figcaption,.note{color:var(--quiet);font-size:.9rem}
    """
}
