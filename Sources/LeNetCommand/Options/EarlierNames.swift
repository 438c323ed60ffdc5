/// Names of options and subcommands of version 0.1, which this version still accepts.
package enum EarlierNames {
  private static let options = [
    "part": "split", "choose-by": "monitor", "rise": "warmup-fraction", "divisor": "div-factor",
    "final-divisor": "final-div-factor", "init": "weights", "initialization": "initializer",
    "step-lines": "metrics-per-epoch", "elastic-smoothness": "elastic-sigma",
    "pieces": "milestones", "fit": "resize-mode", "deviation": "std", "accept": "coverage",
  ]
  private static let drawings = [
    "table1": "connections", "activations": "activation-functions", "maps": "feature-maps",
    "unit": "neuron",
  ]

  /// The present name of an option, without its hyphens.
  static func present(_ option: String) -> String { options[option] ?? option }

  /// The arguments with the present names in place of earlier ones, up to `--`.
  package static func replaced(in arguments: [String]) -> [String] {
    var isOption = true
    var last = ""
    var replaced = arguments.map { argument in
      defer { last = argument }
      if argument == "--" { isOption = false }
      guard isOption else { return argument }
      // A sweep varies options by their names.
      if last == "--vary" { return named(argument) }
      guard argument.hasPrefix("--") else { return argument }
      return "--" + named(argument.dropFirst(2))
    }
    if replaced.count > 1, replaced[0] == "show", let name = drawings[replaced[1]] {
      replaced[1] = name
    }
    return replaced
  }

  /// A name, alone or in front of an equals sign, as it is now.
  private static func named(_ text: some StringProtocol) -> String {
    let name = text.prefix { $0 != "=" }
    return present(String(name)) + text.dropFirst(name.count)
  }
}
