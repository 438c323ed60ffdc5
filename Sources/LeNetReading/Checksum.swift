/// A rule that the digits of a number fulfil.
public enum Checksum: String, Hashable, Sendable, CaseIterable {
  /// The rule of card numbers: ISO/IEC 7812-1, annex B.
  case luhn
  /// The numbers of articles with 8, 12, 13 or 14 digits: weights 1 and 3 from the right (GS1).
  case ean
  /// The numbers of books, with 13 digits that begin with 978 or 979, or with 10 digits without an X (ISO 2108).
  case isbn
  /// The digits of an IBAN behind its two letters (ISO 13616): those of a country whose account numbers have digits only.
  case iban

  /// The most digits; nil if there may be any number of them.
  var longest: Int? {
    switch self {
    case .luhn: nil
    case .ean: 14
    case .isbn: 13
    case .iban: Self.countries.map(\.digits).max()
    }
  }

  /// The state after one more digit, the one at a place counted from 0.
  ///
  /// The state of weights from the right is kept for both parities of the length, because it is not known yet.
  func state(after state: Int, _ digit: Int, at place: Int) -> Int {
    switch self {
    case .luhn: Self.alternating(state, digit, other: digit > 4 ? 2 * digit - 9 : 2 * digit)
    case .ean: Self.alternating(state, digit, other: 3 * digit)
    case .isbn:
      Self.alternating(state % 100, digit, other: 3 * digit)
        + 100 * ((state / 100 % 11 + max(10 - place, 0) * digit) % 11)
        + 1100 * (state / 1100 == 1 || !Self.isBookPrefix(digit, at: place) ? 1 : 0)
    case .iban:
      // The check digits, and the remainder of the account number.
      place < 2 ? state * 10 + digit : state % 100 + 100 * ((state / 100 * 10 + digit) % 97)
    }
  }

  /// Whether a number with this number of digits may end in a state.
  func accepts(_ state: Int, digits: Int) -> Bool {
    switch self {
    case .luhn: digits > 1 && state / 10 == 0
    case .ean: [8, 12, 13, 14].contains(digits) && state / 10 == 0
    case .isbn:
      digits == 13 && state < 1100 && state % 100 / 10 == 0
        || digits == 10 && state / 100 % 11 == 0
    case .iban:
      Self.countries.contains { country in
        // The account number, the letters as numbers, the check digits.
        let letters = country.letters.utf8.reduce(0) { $0 * 100 + Int($1) - 55 }
        return digits == country.digits
          && (state / 100 * (1_000_000 % 97) + letters * 100 + state % 100) % 97 == 1
      }
    }
  }

  /// Ten times the sum whose last digit has weight one, and the sum whose last digit has the other weight, by ten.
  private static func alternating(_ state: Int, _ digit: Int, other: Int) -> Int {
    (state % 10 + digit) % 10 * 10 + (state / 10 + other) % 10
  }

  private static func isBookPrefix(_ digit: Int, at place: Int) -> Bool {
    switch place {
    case 0: digit == 9
    case 1: digit == 7
    case 2: digit >= 8
    default: true
    }
  }

  /// Countries whose IBAN has digits only behind its letters, and their number: the registry of SWIFT, release 99.
  private static let countries: [(letters: String, digits: Int)] = [
    ("AT", 18), ("BE", 14), ("CZ", 22), ("DE", 20), ("DK", 16), ("EE", 18), ("ES", 22),
    ("FI", 16), ("HR", 19), ("HU", 26), ("IS", 24), ("LT", 18), ("NO", 13), ("PL", 26), ("PT", 23),
    ("SE", 22), ("SI", 17), ("SK", 22),
  ]
}
