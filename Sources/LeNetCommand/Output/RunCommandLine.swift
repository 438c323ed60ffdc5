import LeNet

/// The command line of a run, for whoever wants to train it again.
package enum RunCommandLine {
  /// The same command without the folder, which is taken, and without `--resume`.
  package static func repeating(_ command: String) -> String {
    let words = ShellWord.split(command)
    var kept: [String] = []
    var position = 0
    while position < words.count {
      let word = words[position]
      position += 1
      switch word {
      case "-o", "--output": position += 1
      case "--resume": break
      default:
        if !word.hasPrefix("--output=") { kept.append(word) }
      }
    }
    return kept.map(ShellWord.quoted).joined(separator: " ")
  }
}

extension RecordedRun {
  /// Where the command of the run said that its data are; nil where it said nothing, or nobody knows it.
  var dataPath: String? {
    guard let command else { return nil }
    let words = ShellWord.split(command)
    for (word, next) in zip(words, words.dropFirst() + [""]).reversed() {
      if word == "--data", !next.isEmpty { return next }
      if word.hasPrefix("--data=") { return String(word.dropFirst("--data=".count)) }
    }
    return nil
  }
}
