/// Words as a POSIX shell reads them back.
package enum ShellWord {
  /// The word, in quotes where it holds anything but plain characters.
  package static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber) || "-_./=,:+@%".contains(letter)
    }
    guard !plain || word.isEmpty else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  /// The command that was given, with what makes it go on in its folder.
  ///
  /// Other commands than `train` are gone on with by `train`, which finds all in the folder.
  package static func resumeCommand(
    folder: String, arguments: [String] = Array(CommandLine.arguments.dropFirst())
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
