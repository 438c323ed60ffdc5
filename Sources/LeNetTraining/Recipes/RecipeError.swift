/// A value of a recipe that cannot be trained with.
public struct RecipeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The recipe's name of the value.
  public let value: String
  /// The expected value.
  public let expected: String
  /// The given value.
  public let got: String

  /// An error for a value with the expected and the given one.
  public init(value: String, expected: String, got: String) {
    self.value = value
    self.expected = expected
    self.got = got
  }

  /// The value, what was expected and what it is, in one sentence.
  public var description: String {
    "the recipe's \(value) is \(got); expected \(expected)"
  }
}
