/// A colour by its purpose, in a light and a dark scheme.
///
/// The series are from M. Okabe and K. Ito's palette (https://jfly.uni-koeln.de/color/), which people
/// with any kind of colour vision can distinguish.
package enum Tone: Sendable, CaseIterable {
  /// The background.
  case paper
  /// Text and axes.
  case ink
  /// Secondary text.
  case quiet
  /// Lines of a grid, and empty cells.
  case faint
  /// Colours of series, in this order.
  case blue, orange, green, vermilion, purple

  /// The colours of curves, in order.
  package static let series: [Tone] = [.blue, .orange, .green, .vermilion, .purple]

  package var name: String {
    switch self {
    case .paper: "paper"
    case .ink: "ink"
    case .quiet: "quiet"
    case .faint: "faint"
    case .blue: "blue"
    case .orange: "orange"
    case .green: "green"
    case .vermilion: "vermilion"
    case .purple: "purple"
    }
  }

  private var colours: (light: String, dark: String) {
    switch self {
    case .paper: ("#ffffff", "#16181c")
    case .ink: ("#1b1d21", "#e9eaec")
    case .quiet: ("#5c626b", "#a4abb5")
    case .faint: ("#dfe2e6", "#353a42")
    case .blue: ("#0072b2", "#56b4e9")
    case .orange: ("#c27c00", "#e69f00")
    case .green: ("#00795a", "#2bc19a")
    case .vermilion: ("#c44a00", "#f0803c")
    case .purple: ("#a5577f", "#d78fb5")
    }
  }

  /// The colours as custom properties of CSS, `--ink` and so on, in both schemes.
  static let properties: String = {
    func rules(_ colour: (Tone) -> String) -> String {
      allCases.map { "--\($0.name):\(colour($0))" }.joined(separator: ";")
    }
    return """
      :root{color-scheme:light dark;\(rules { $0.colours.light })}
      @media (prefers-color-scheme:dark){:root{\(rules { $0.colours.dark })}}
      """
  }()

  package static let styleSheet: String = {
    func rules(_ colour: (Tone) -> String) -> String {
      allCases.map {
        ".\($0.name){fill:\(colour($0))}.line.\($0.name){stroke:\(colour($0));fill:none}"
      }.joined(separator: "\n")
    }
    return """
      .line{stroke-linejoin:round;stroke-linecap:round}
      .bitmap{image-rendering:pixelated}
      \(rules { $0.colours.light })
      @media (prefers-color-scheme: dark){
      \(rules { $0.colours.dark })
      }
      """
  }()
}
