import LeNet
import LeNetText

/// The values of runs as the options spell them: `schedule.oneCycle.divFactor` is `schedule one-cycle div-factor`.
enum RunValueWords {
  /// Values whose options have another name than the recipe's file.
  private static let options = [
    "initialization": "initializer", "standardDeviation": "std", "length.epochs": "epochs",
    "length.steps": "steps",
  ]
  /// Values that are names of a person's own, or of machines.
  private static let names: Set = [
    "recipe", "architecture", "data", "processor", "system", "version", "instructions",
  ]

  /// The name of a value; names of layers keep their letters.
  static func name(_ path: String) -> String {
    if let option = options[path] { return option }
    let parts = path.split(separator: ".").map(String.init)
    guard isRecipe(path) else { return path }
    return parts.map(OptionSpelling.of).joined(separator: " ")
  }

  /// The text of a value, with choices as the options write them.
  static func value(_ text: String, of path: String) -> String {
    guard isRecipe(path), !names.contains(path),
      text.wholeMatch(of: /[a-z0-9]+([A-Z][a-z0-9]*)+/) != nil
    else { return text }
    return OptionSpelling.of(text)
  }

  /// The values with members of their own; other paths with members are of layers or files.
  private static let groups: Set = [
    "distortion", "length", "loss", "optimizer", "preparation", "schedule", "start",
  ]

  /// Whether it is a value of the recipe or the machine, and not of a layer or a file.
  private static func isRecipe(_ path: String) -> Bool {
    let parts = path.split(separator: ".").map(String.init)
    guard path.first?.isLowercase == true else { return false }
    return parts.count == 1 || parts.first.map(groups.contains) == true
  }
}

extension ValueDifference {
  /// The name as the options spell it.
  var optionName: String { RunValueWords.name(name) }
  /// The values of the runs as the options spell them.
  var optionTexts: [String] { texts.map { RunValueWords.value($0, of: name) } }
}
