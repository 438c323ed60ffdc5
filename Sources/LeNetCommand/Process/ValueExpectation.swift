/// What an option's value should have been, by the name that the help gives to values of that kind.
enum ValueExpectation {
  private static let kinds = [
    "n": "a whole number, such as 10", "x": "a number, such as 0.5",
    "s": "a number of seconds", "seconds": "a number of seconds",
    "degrees": "a number of degrees", "pixels": "a number of pixels, such as 1.5",
    "share": "a number from 0 to 1", "percent": "a percentage, such as 0.5",
    "x,…": "a number, or one for each map, such as 0.5,0.4,0.4",
    "list": "epochs and their factors, such as 2x1,3x0.4",
    "rowsxcolumns": "rows and columns above 0, such as 28x28",
    "layer=n,…": "layers with numbers, such as F5=60,F6=40",
    "marks": "characters to read beside digits",
  ]

  /// The parser's message about a value with what was expected, where it does not say that.
  static func added(to message: String) -> String {
    guard
      let match = message.wholeMatch(of: /.*is invalid for '[^<']*<([^>]+)>'/.dotMatchesNewlines()),
      let kind = kinds[String(match.output.1)]
    else { return message }
    return "\(message); expected \(kind)"
  }
}
