/// Why bytes are not the JSON this program reads.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The byte at which reading stopped, counted from 0.
  public let byte: Int
  /// The problem at that byte.
  public let problem: String

  /// The problem and its place.
  public var description: String { "\(problem) at byte \(byte)" }
}
