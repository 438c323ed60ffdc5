/// What a form knows of a number: its length, its pattern, its check digit.
///
/// The search for the likeliest number uses it, so that the best number of all that fit is found.
public struct NumberGrammar: Hashable, Sendable {
  /// The number of digits; any if nil.
  public var length: Int?
  /// The pattern: `#` is any digit, and any other character is itself, such as in `####-##`.
  public var pattern: NumberPattern?
  /// The rule of its check digit.
  public var checksum: Checksum?
  /// The marks that may stand between digits; those of the pattern if there is one.
  public var marks: Set<Mark>

  /// Any number without marks, unless a value says otherwise.
  public init(
    length: Int? = nil, pattern: NumberPattern? = nil, checksum: Checksum? = nil,
    marks: Set<Mark> = []
  ) {
    self.length = length
    self.pattern = pattern
    self.checksum = checksum
    self.marks = marks
  }

  /// A mark beside digits.
  public enum Mark: Character, Hashable, Sendable, CaseIterable {
    case point = "."
    case comma = ","
    case minus = "-"
    case slash = "/"
    case colon = ":"
  }

  /// A symbol of a number.
  enum Symbol: Hashable, Sendable {
    case digit(Int)
    case mark(Mark)
  }

  /// What of a number has been read, as far as it matters for the rest.
  struct State: Hashable, Sendable {
    var digits: Int = 0
    var symbols: Int = 0
    var checksum: Int = 0
    /// Whether the last symbol is a mark.
    var endsWithMark = false
  }

  var start: State { State() }

  /// The state after one more symbol; nil if it does not fit.
  func state(after state: State, _ symbol: Symbol) -> State? {
    var next = state
    if let pattern {
      guard pattern.allows(symbol, at: state.symbols) else { return nil }
      next.symbols += 1
    }
    switch symbol {
    case .mark(let mark):
      if pattern == nil {
        guard marks.contains(mark), !state.endsWithMark else { return nil }
        next.endsWithMark = true
      }
    case .digit(let digit):
      next.endsWithMark = false
      if let longest = length ?? checksum?.longest {
        guard state.digits < longest else { return nil }
      }
      if length != nil || checksum != nil { next.digits += 1 }
      if let checksum {
        next.checksum = checksum.state(after: state.checksum, digit, at: state.digits)
      }
    }
    return next
  }

  /// Whether a number may end in a state.
  ///
  /// A number does not end in a mark, unless its pattern does.
  func accepts(_ state: State) -> Bool {
    if pattern == nil, state.endsWithMark { return false }
    if let length, state.digits != length { return false }
    if let pattern, state.symbols != pattern.symbols.count { return false }
    if let checksum, !checksum.accepts(state.checksum, digits: state.digits) { return false }
    return true
  }

  /// Whether a text of digits and marks fits.
  public func accepts(_ text: String) -> Bool {
    var state = start
    for character in text {
      let symbol: Symbol
      if let mark = Mark(rawValue: character) {
        symbol = .mark(mark)
      } else if character.isASCII, let digit = character.wholeNumberValue {
        symbol = .digit(digit)
      } else {
        return false
      }
      guard let next = self.state(after: state, symbol) else { return false }
      state = next
    }
    return accepts(state)
  }

  /// Whether nothing is known of a number's length.
  var isOpen: Bool { length == nil && pattern == nil && checksum == nil }

  /// Any number with the same marks.
  var withoutForm: NumberGrammar { NumberGrammar(marks: Set(wantedMarks)) }

  /// The marks to look for, always in the same order.
  var wantedMarks: [Mark] {
    guard let pattern else { return Mark.allCases.filter(marks.contains) }
    return Mark.allCases.filter { pattern.symbols.contains(.mark($0)) }
  }
}

/// A pattern of a number, such as `####-##`.
public struct NumberPattern: Hashable, Sendable {
  /// A place of a pattern.
  enum Place: Hashable, Sendable {
    case anyDigit
    case digit(Int)
    case mark(NumberGrammar.Mark)
  }

  let symbols: [Place]

  /// The pattern that only one number fits.
  init(digits: [Int]) {
    symbols = digits.map { .digit($0) }
  }

  /// A pattern from its text.
  ///
  /// - Throws: `NumberGrammarError` if it is empty or has another character than `#`, digits and marks.
  public init(_ text: String) throws(NumberGrammarError) {
    var symbols: [Place] = []
    for character in text {
      if character == "#" {
        symbols.append(.anyDigit)
      } else if character.isASCII, let digit = character.wholeNumberValue {
        symbols.append(.digit(digit))
      } else if let mark = NumberGrammar.Mark(rawValue: character) {
        symbols.append(.mark(mark))
      } else {
        throw .pattern(text, character)
      }
    }
    guard symbols.contains(where: { if case .mark = $0 { false } else { true } }) else {
      throw .patternWithoutDigits(text)
    }
    self.symbols = symbols
  }

  /// The mark at a place; nil if there is none.
  func mark(at place: Int) -> NumberGrammar.Mark? {
    guard symbols.indices.contains(place), case .mark(let mark) = symbols[place] else { return nil }
    return mark
  }

  func allows(_ symbol: NumberGrammar.Symbol, at place: Int) -> Bool {
    guard symbols.indices.contains(place) else { return false }
    switch (symbols[place], symbol) {
    case (.anyDigit, .digit): return true
    case (.digit(let wanted), .digit(let found)): return wanted == found
    case (.mark(let wanted), .mark(let found)): return wanted == found
    default: return false
    }
  }
}

/// A reason why a grammar of numbers cannot be.
public enum NumberGrammarError: Error, Hashable, Sendable, CustomStringConvertible {
  case pattern(String, Character)
  case patternWithoutDigits(String)

  /// The reason, in a sentence.
  public var description: String {
    switch self {
    case .pattern(let text, let character):
      "the pattern '\(text)' has '\(character)'; expected # for a digit, a digit, or one of . , - / :"
    case .patternWithoutDigits(let text):
      "the pattern '\(text)' has no place for a digit; expected # for each digit, as in ####-##"
    }
  }
}
