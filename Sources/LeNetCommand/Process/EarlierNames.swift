/// Names of options and subcommands of version 0.1, which this version still accepts.
package enum EarlierNames {
  private static let options = [
    "part": "split", "choose-by": "monitor", "rise": "warmup-fraction", "divisor": "div-factor",
    "final-divisor": "final-div-factor", "init": "weights", "initialization": "initializer",
    "step-lines": "metrics-per-epoch", "elastic-smoothness": "elastic-sigma",
    "pieces": "milestones", "fit": "resize-mode", "deviation": "std", "accept": "coverage",
    "stage": "layer",
  ]
  private static let drawings = [
    "table1": "connections", "activations": "activation-functions", "maps": "feature-maps",
    "unit": "neuron",
  ]

  /// The present name of an option, without its hyphens.
  static func present(_ option: String) -> String { options[option] ?? option }

  /// The arguments with the present names in place of earlier ones, up to `--`.
  package static func replaced(in arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    var last = ""
    var replaced = arguments[..<end].map { argument in
      defer { last = argument }
      return value(argument, of: last) ?? option(argument)
    }
    let show = replaced.first == "help" ? 1 : 0
    if replaced.count > show + 1, replaced[show] == "show" {
      replaced[show + 1] = drawings[replaced[show + 1]] ?? replaced[show + 1]
    }
    return replaced + arguments[end...]
  }

  private static func option(_ argument: String) -> String {
    guard argument.hasPrefix("--") else { return argument }
    let name = argument.prefix { $0 != "=" }
    let present = "--" + present(String(name.dropFirst(2)))
    guard name.count < argument.count else { return present }
    let text = String(argument.dropFirst(name.count + 1))
    return present + "=" + (value(text, of: present) ?? text)
  }

  /// The value of an option that takes names; nil for other options.
  private static func value(_ text: String, of option: String) -> String? {
    switch option {
    // A sweep varies options by their names.
    case "--vary":
      let name = text.prefix { $0 != "=" }
      return present(String(name)) + text.dropFirst(name.count)
    case "--measure": return text == "stages" ? "layers" : text
    default: return nil
    }
  }
}
