import CLeNet
import LeNetImages
import LeNetModel
import LeNetReading
import LeNetText

/// The options of a reader, from JSON.
struct ReaderSettings {
  /// What a reader reads.
  private enum Kind: String, CaseIterable { case digit, numbers }

  private let given: CallOptions
  private let kind: Kind

  private static let digitKeys: Set = ["coverage", "preparation"]
  private static let numberKeys: Set = ["length", "pattern", "checksum", "marks", "confidence"]

  init(_ pointer: UnsafePointer<CChar>?) throws(CallFailure) {
    given = try CallOptions(
      pointer, keys: ["kind"] + Self.digitKeys.sorted() + Self.numberKeys.sorted())
    kind = try given.choice("kind") ?? .digit
    let others = kind == .digit ? Self.numberKeys : Self.digitKeys
    if let stranger = given.values.keys.filter({ others.contains($0) }).min() {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "'\(stranger)' in options is not for a reader of kind \(kind.rawValue); leave it out")
    }
  }

  /// The reader with a model, or with the built-in one.
  func reader(with model: ModelFile?) throws -> ReaderObject.Reader {
    switch kind {
    case .digit:
      .digit(
        try DigitReader(
          model: model ?? DigitReader.defaultModel,
          coverage: given.number("coverage", in: 0...1),
          approach: given.choice("preparation")))
    case .numbers:
      .numbers(
        try NumberReader(
          model: model ?? NumberReader.defaultModel, grammar: grammar(),
          threshold: given.number("confidence", in: 0...1)))
    }
  }

  private func grammar() throws -> NumberGrammar {
    let length = try given.whole("length", in: 1...100)
    let marks = try given.text("marks")
    let pattern = try given.text("pattern").map { text throws(NumberGrammarError) in
      try NumberPattern(text)
    }
    guard pattern == nil || (length == nil && marks == nil) else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "'pattern' in options gives the length and the marks; leave 'length' and 'marks' out")
    }
    let wanted = try (marks ?? "").map { character throws(CallFailure) in
      guard let mark = NumberGrammar.Mark(rawValue: character) else {
        throw CallFailure(
          LENET_ERROR_ARGUMENT, "'marks' in options has '\(character)'; expected some of . , - / :")
      }
      return mark
    }
    return NumberGrammar(
      length: length, pattern: pattern, checksum: try given.choice("checksum"), marks: Set(wanted))
  }
}
