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
    :root{color-scheme:light dark;--paper:#fff;--text:#1b1d21;--soft:#5c626b;--line:#dfe2e6;\
    --bar:#0072b2;--best:#c27c00;--cell:0,114,178}
    @media (prefers-color-scheme:dark){:root{--paper:#16181c;--text:#e9eaec;--soft:#a4abb5;\
    --line:#353a42;--bar:#56b4e9;--best:#e69f00;--cell:86,180,233}}
    body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;\
    background:var(--paper);color:var(--text)}
    h1{margin-bottom:.3rem;overflow-wrap:anywhere}h2{margin-top:2.2rem;font-size:1.2rem}
    figure{margin:0}figure svg{display:block;max-width:100%;height:auto}
    figcaption,.note{color:var(--soft);font-size:.9rem}
    """
}
