/// The names of files (`crossEntropy`) as the options write them (`cross-entropy`).
enum OptionSpelling {
  static func of(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }
}
