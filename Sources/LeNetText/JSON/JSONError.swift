/// Why bytes are not the JSON this program reads.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where reading stopped, counted from 0.
  public let byte: Int
  /// What is wrong there.
  public let problem: String

  /// The problem and its place.
  public var description: String { "\(problem) at byte \(byte)" }
}
