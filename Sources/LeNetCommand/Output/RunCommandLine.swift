import LeNet
import LeNetImages

/// The command line of a run, to train it again.
package enum RunCommandLine {
  /// The same command without its folder, which is in use, and without `--resume`.
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
  /// The path that the run's command gave for its data; nil if it gave none or is unknown.
  var dataPath: String? { value(of: "--data") }

  /// The preparation of the run's picture files; nil without picture files.
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
