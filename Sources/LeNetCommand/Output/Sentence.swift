/// The sentences of errors and warnings, which come from many places and shall read alike.
package enum Sentence {
  /// The text with small letters where it begins and after every colon, and with its full stop.
  package static func text(_ message: String) -> String {
    let parts = message.split(separator: ": ", omittingEmptySubsequences: false)
    let text = parts.map { small($0) }.joined(separator: ": ")
    return text + (text.hasSuffix(".") || text.hasSuffix("?") ? "" : ".")
  }

  /// Names such as `MNIST`, `LeNet` or `C1` keep their capitals, words do not.
  private static func small(_ text: Substring) -> String {
    let word = text.prefix { $0 != " " }
    let isWord =
      word.first?.isUppercase == true
      && word.dropFirst().allSatisfy { $0.isLowercase || "/-".contains($0) }
    return isWord ? word.lowercased() + text.dropFirst(word.count) : String(text)
  }
}
