import LeNet
import LeNetImages

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
  var dataPath: String? { value(of: "--data") }

  /// How picture files became its images; nil where it had none.
  var preparation: String? {
    guard hashes["pictures"] != nil else { return nil }
    let usual: PictureApproach = network?.input.hasPrefix("1x") == false ? .resize : .digit
    return value(of: "--preparation") ?? usual.argumentName
  }

  private func value(of option: String) -> String? {
    guard let command else { return nil }
    let words = ShellWord.split(command)
    for (word, next) in zip(words, words.dropFirst() + [""]).reversed() {
      if word == option, !next.isEmpty { return next }
      if word.hasPrefix("\(option)=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}
