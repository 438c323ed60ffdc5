import LeNetModel
import LeNetText

/// Makes text from files and arguments safe to show: in one line, without control characters.
package enum VisibleText {
  /// The text with control characters escaped, such as `\n`, `\t` and `\u{1B}`.
  package static func of(_ text: String) -> String { text.visible }
}
