/// Why a sweep cannot begin.
package enum SweepError: Error, Hashable, Sendable {
  /// No option is varied.
  case nothingVaried
  /// An option is varied twice.
  case repeated(String)
  /// A text is not an option with values.
  case form(String)
  /// Commas separate values that contain commas.
  case commas(String)
  /// A text is not an option with a range.
  case range(String)
  /// A grid needs values, not a range.
  case rangeInGrid(String)
  /// There are no settings, or too many.
  case tooMany
  /// The settings with all seeds are too many trainings.
  case tooManyTrainings(Int)
  /// Two settings train the same.
  case changesNothing([String])
}

extension SweepError: CustomStringConvertible {
  /// What is wrong, what was expected and what to do, in one sentence.
  package var description: String {
    switch self {
    case .nothingVaried:
      "a sweep varies at least one option; name one with its values"
    case .repeated(let name):
      "the option \(name) is varied twice; list all of its values at once"
    case .form(let text):
      """
      '\(text)' is not an option with values; expected NAME=A,B,C with different values, such as \
      batch-size=32,64, or NAME=A;B;C for values with commas
      """
    case .commas(let text):
      """
      '\(text)' does not say where a value ends, because its values may have commas; separate them with \
      semicolons, as in 'units=F5=60;F5=60,F6=40'
      """
    case .range(let text):
      """
      '\(text)' is not an option with a range; expected NAME=FROM..TO with FROM below TO, or NAME=log:FROM..TO with \
      FROM above 0
      """
    case .rangeInGrid(let name):
      "the option \(name) has a range, which a grid cannot cover; list its values, or draw settings at random"
    case .changesNothing(let names):
      """
      different values of \(names.joined(separator: ", ")) give the same training; vary options that \
      change the recipe, each with different values
      """
    case .tooManyTrainings(let count):
      """
      the settings with all their seeds are \(count) trainings, but a sweep has at most \
      \(SweepSpace.largestCount); vary fewer options or values, or give fewer seeds
      """
    case .tooMany:
      "a sweep has from 1 to \(SweepSpace.largestCount) settings; vary fewer options or values"
    }
  }
}
