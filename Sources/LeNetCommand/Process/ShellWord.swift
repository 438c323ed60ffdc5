import LeNetFiles

/// Quotes words for a POSIX shell.
package enum ShellWord {
  /// The word, in quotes if it contains special characters.
  package static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber) || "-_./=,:+@%".contains(letter)
    }
    guard !plain || word.isEmpty else { return word }
    // A byte that is not UTF-8 needs the quotes of POSIX.1-2024, which bash, zsh and others have.
    guard !word.unicodeScalars.contains(where: { $0.pathByte != nil }) else {
      return "$'" + word.unicodeScalars.map(escaped).joined() + "'"
    }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if let byte = scalar.pathByte { return "\\" + String(byte, radix: 8) }
    return scalar == "\\" || scalar == "'" ? "\\\(scalar)" : "\(scalar)"
  }

  /// The words of a line made by `quoted`.
  package static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var (isQuoted, isEscaped) = (false, false)
    var rest = line[...]
    while let letter = rest.popFirst() {
      if !isQuoted, !isEscaped, letter == "$", rest.first == "'" {
        rest.removeFirst()
        word = (word ?? "") + escapedText(&rest)
      } else if isEscaped {
        word = (word ?? "") + String(letter)
        isEscaped = false
      } else if letter == "'" {
        isQuoted.toggle()
        word = word ?? ""
      } else if isQuoted || letter != " " && letter != "\\" {
        word = (word ?? "") + String(letter)
      } else if letter == "\\" {
        isEscaped = true
      } else if let ended = word {
        words.append(ended)
        word = nil
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  /// The text between `$'` and the next quote without a backslash.
  private static func escapedText(_ rest: inout Substring) -> String {
    var text = ""
    while let letter = rest.popFirst(), letter != "'" {
      if letter != "\\" {
        text.append(letter)
      } else if let byte = UInt8(rest.prefix(3), radix: 8), byte >= 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(pathByte: byte))
        rest = rest.dropFirst(3)
      } else if let next = rest.popFirst() {
        text.append(next)
      }
    }
    return text
  }

  /// The command line of this process.
  static var command: String {
    (["lenet"] + Arguments.given).map(quoted).joined(separator: " ")
  }

  /// The command line that resumes the run of this process in its folder.
  ///
  /// Runs of other commands resume with `train`, which finds all options in the folder.
  package static func resumeCommand(
    folder: String, arguments: [String] = Arguments.given
  ) -> String {
    let given = arguments.first == "train" ? arguments : ["train"]
    let namesFolder = given.contains {
      $0 == "-o" || $0 == "--output" || $0.hasPrefix("--output=")
    }
    var words = ["lenet"] + given
    if !namesFolder { words += ["--output", folder] }
    if !given.contains("--resume") { words.append("--resume") }
    return words.map(quoted).joined(separator: " ")
  }
}
