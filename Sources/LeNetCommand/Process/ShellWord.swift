/// Quotes words for a POSIX shell.
package enum ShellWord {
  /// The word, in quotes if it contains special characters.
  package static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber) || "-_./=,:+@%".contains(letter)
    }
    guard !plain || word.isEmpty else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  /// The words of a line made by `quoted`.
  package static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var (isQuoted, isEscaped) = (false, false)
    for letter in line {
      if isEscaped {
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
