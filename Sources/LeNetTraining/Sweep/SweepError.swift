/// Why a sweep cannot begin.
package enum SweepError: Error, Hashable, Sendable {
  /// No option is varied.
  case nothingVaried
  /// An option is varied twice.
  case repeated(String)
  /// A text is no option with values.
  case form(String)
  /// Commas part values that have commas themselves.
  case commas(String)
  /// A text is no option with a range.
  case range(String)
  /// A grid has no points in a range.
  case rangeInGrid(String)
  /// There are no settings, or too many.
  case tooMany
  /// Two settings train the same.
  case changesNothing([String])
}

extension SweepError: CustomStringConvertible {
  /// One sentence: what, expected, and what to do.
  package var description: String {
    switch self {
    case .nothingVaried:
      "A sweep varies at least one option: give one with --vary, such as --vary learning-rate=0.002,0.004."
    case .repeated(let name):
      "The option \(name) is varied twice: name all of its values in one --vary."
    case .form(let text):
      """
      --vary \(text) is no option with values: expected NAME=A,B,C with different values, such as \
      batch-size=32,64, or NAME=A;B;C where they have commas.
      """
    case .commas(let text):
      """
      --vary \(text) does not say where a value ends, since its values may have commas: part them with \
      semicolons, as in --vary 'units=F5=60;F5=60,F6=40'.
      """
    case .range(let text):
      """
      --vary \(text) has no range: expected NAME=FROM..TO with FROM below TO, or NAME=log:FROM..TO with \
      FROM above 0.
      """
    case .rangeInGrid(let name):
      "The option \(name) has a range, which no grid covers: list its values, or add --random N."
    case .changesNothing(let names):
      """
      Different values of \(names.joined(separator: ", ")) give the same training: vary options that \
      change the recipe, each with different values.
      """
    case .tooMany:
      "A sweep has from 1 to \(SweepSpace.largestCount) settings: vary fewer options or values."
    }
  }
}
