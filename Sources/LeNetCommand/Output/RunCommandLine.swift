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
