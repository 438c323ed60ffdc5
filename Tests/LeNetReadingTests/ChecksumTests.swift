import LeNetReading
import Testing

@Suite("Check digits and patterns of numbers")
struct ChecksumTests {
  /// Whether the grammar takes the digits of a text one by one to an end.
  private static func fits(_ text: String, _ grammar: NumberGrammar) -> Bool {
    grammar.accepts(text)
  }

  @Test(
    "A published number fits, and no number with one other digit does",
    arguments: [
      // The example of ISO/IEC 7812-1's rule, a card's test number, and codes of goods, books and banks.
      (Checksum.luhn, "79927398713"), (.luhn, "4111111111111111"), (.ean, "4006381333931"),
      (.ean, "96385074"), (.ean, "036000291452"), (.isbn, "9783161484100"), (.isbn, "0306406152"),
      (.iban, "89370400440532013000"), (.iban, "9121000418450200051332"),
      (.iban, "611904300234573201"),
    ])
  func published(rule: Checksum, text: String) {
    let grammar = NumberGrammar(checksum: rule)
    #expect(Self.fits(text, grammar))
    for index in text.indices {
      for digit in 0..<10 where "\(digit)" != String(text[index]) {
        var other = text
        other.replaceSubrange(index...index, with: "\(digit)")
        // Lengths of two countries have two chances in 97 each.
        if rule == .iban { continue }
        #expect(!Self.fits(other, grammar), "\(other)")
      }
    }
    #expect(!Self.fits(String(text.dropLast()), grammar))
  }

  @Test("Of all account numbers about one in a hundred fits")
  func rareIBANs() {
    let grammar = NumberGrammar(checksum: .iban)
    let fitting = (0..<5000).count {
      Self.fits("\(10_000_000_000_000_000_000 + UInt64($0))", grammar)
    }
    #expect((40...70).contains(fitting))
  }

  @Test("A book's number begins with 978 or 979, or has ten digits")
  func books() {
    // A right EAN-13, but of no book.
    #expect(Self.fits("4006381333931", NumberGrammar(checksum: .ean)))
    #expect(!Self.fits("4006381333931", NumberGrammar(checksum: .isbn)))
  }

  @Test("A pattern takes its digits and marks, and nothing else")
  func pattern() throws {
    let grammar = NumberGrammar(pattern: try NumberPattern("1#-##"))
    #expect(Self.fits("10-42", grammar))
    for text in ["20-42", "1042", "10-4", "10-423", "10-4-", "10,42"] {
      #expect(!Self.fits(text, grammar), "\(text)")
    }
  }

  @Test("A length counts digits, and marks stand alone between them")
  func length() {
    let grammar = NumberGrammar(length: 4, marks: [.point])
    #expect(Self.fits("1.234", grammar) && Self.fits("1234", grammar))
    for text in ["123", "12345", "1..234", "1,234"] {
      #expect(!Self.fits(text, grammar), "\(text)")
    }
  }

  @Test("What is no pattern is told", arguments: ["", "abc", "#x", "--", "##\u{0301}"])
  func wrongPatterns(text: String) {
    #expect(throws: NumberGrammarError.self) { try NumberPattern(text) }
  }
}
