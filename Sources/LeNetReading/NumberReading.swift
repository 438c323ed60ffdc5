public import LeNetImages

/// A number that was read, with its digits.
public struct NumberReading: Hashable, Sendable {
  /// The verdict on a number.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// A number, with enough confidence.
    case accepted
    /// Some number, but with too low a confidence: a person should look.
    case unsure
    /// Ink like a number's, but the answer is likelier wrong than right.
    case refused
  }

  /// A digit or mark of a number.
  public struct Symbol: Hashable, Sendable {
    /// The digit or the mark.
    public var character: Character
    /// The place of its ink in the picture.
    public var box: Box
    /// The probability of this digit, provided that the ink is cut here, 0...1; 1 for a mark.
    public var confidence: Double
    /// The other digits that it may be, the likeliest first.
    public var alternatives: [Alternative]
  }

  /// Another digit that a symbol may be.
  public struct Alternative: Hashable, Sendable {
    /// The digit.
    public var digit: Int
    /// Its probability, provided that the ink is cut here, 0...1.
    public var confidence: Double
  }

  /// The verdict.
  public var verdict: Verdict
  /// The digits and marks in reading order.
  public var symbols: [Symbol]
  /// The place in the picture.
  public var box: Box
  /// The probability that all digits are right and none is missing, 0...1.
  public var confidence: Double

  /// The digits and marks as text.
  public var text: String { String(symbols.map(\.character)) }
}

extension NumberReading: CustomStringConvertible {
  /// The number with its confidence and verdict.
  public var description: String {
    "\(text), \(verdict.rawValue), confidence \(confidence)"
  }
}

/// The numbers of a page, in reading order.
public struct PageReading: Hashable, Sendable {
  /// A line of numbers, from the left.
  public struct Line: Hashable, Sendable {
    /// The numbers.
    public var numbers: [NumberReading]
    /// The place in the picture.
    public var box: Box

    /// The numbers as text, with a space between two.
    public var text: String { numbers.map(\.text).joined(separator: " ") }
  }

  /// The lines, from the top.
  public var lines: [Line]
  /// The number of rows of the picture in its file.
  public var rows: Int
  /// The number of columns of the picture in its file.
  public var columns: Int
  /// The number of pages or frames of the picture file.
  public var pages: Int

  /// All numbers in reading order.
  public var numbers: [NumberReading] { lines.flatMap(\.numbers) }
  /// The lines as text, with a newline between two.
  public var text: String { lines.map(\.text).joined(separator: "\n") }
}
