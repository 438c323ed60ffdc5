/// A value of a recipe that cannot be trained with.
public struct RecipeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which value, as recipes name it.
  public let value: String
  /// What it may be.
  public let expected: String
  /// What it is.
  public let got: String

  /// Names the value, what it may be and what it is.
  public init(value: String, expected: String, got: String) {
    self.value = value
    self.expected = expected
    self.got = got
  }

  /// One sentence: what, expected, got.
  public var description: String {
    "The recipe's \(value) is \(got); expected \(expected)."
  }
}
