#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The abilities of an output's destination.
package struct Terminal: Sendable, Equatable {
  /// Whether it is a terminal; a file or a pipe gets plain lines.
  package var isInteractive: Bool
  /// The number of characters per line.
  package var columns: Int
  /// Whether to write escape sequences for colour.
  package var showsColour: Bool
  /// Whether it shows characters outside ASCII.
  package var showsUnicode: Bool

  /// A file or a pipe: no colour, 80 columns.
  package static let plain = Terminal(
    isInteractive: false, columns: 80, showsColour: false, showsUnicode: true)

  /// Asks the system about an open file descriptor.
  ///
  /// `NO_COLOR` (any value but the empty one, see no-color.org) and `TERM=dumb` turn colour off.
  package init(
    descriptor: Int32, environment: (String) -> String? = Terminal.environment
  ) {
    isInteractive = isatty(descriptor) == 1 && !["dumb", ""].contains(environment("TERM"))
    columns = Terminal.width(of: descriptor) ?? environment("COLUMNS").flatMap { Int($0) } ?? 80
    let noColour = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    showsColour = isInteractive && !noColour
    showsUnicode = Terminal.isUnicode(environment: environment)
  }

  package init(isInteractive: Bool, columns: Int, showsColour: Bool, showsUnicode: Bool) {
    self.isInteractive = isInteractive
    self.columns = columns
    self.showsColour = showsColour
    self.showsUnicode = showsUnicode
  }

  /// The text in a colour; unchanged if colour is off.
  package func paint(_ text: String, _ colour: Colour) -> String {
    showsColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The colours, with their numbers in escape sequences.
  package enum Colour: Int, Sendable {
    case bold = 1
    case red = 31
    case green = 32
  }

  /// An environment variable; nil if it is not set.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The first of the three variables that is set decides, as in setlocale(3).
  private static func isUnicode(environment: (String) -> String?) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      let locale = value.lowercased()
      return locale.contains("utf-8") || locale.contains("utf8")
    }
    return false
  }

  private static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
