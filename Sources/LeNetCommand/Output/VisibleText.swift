import LeNetModel
import LeNetText

/// Text from files and arguments as it may be shown: on its line, and harmless to a terminal.
package enum VisibleText {
  /// The text with `\n`, `\r`, `\t` and `\u{1B}` in the place of such characters, as pictures have it.
  package static func of(_ text: String) -> String { text.visible }
}
