import ArgumentParser
import LeNetText

/// The option that was probably meant by an unknown one.
enum OptionSuggestion {
  /// Names of other programs and short forms, each with the options that they may mean.
  private static let meanings: [String: [String]] = [
    "lr": ["learning-rate"], "rate": ["learning-rate"], "lrate": ["learning-rate"],
    "eta": ["learning-rate"], "alpha": ["learning-rate"], "wd": ["weight-decay"],
    "decay": ["weight-decay"], "l2": ["weight-decay"], "bs": ["batch-size"],
    "minibatch": ["batch-size"], "size": ["batch-size"], "optim": ["optimizer"],
    "solver": ["optimizer"], "scheduler": ["schedule"], "dataset": ["data"],
    "datasets": ["data"], "train-data": ["data"], "input-dir": ["data"], "root": ["data-dir"],
    "network": ["architecture"], "net": ["architecture"], "arch": ["architecture"],
    "model": ["weights", "architecture"], "pretrained": ["weights"], "load": ["weights", "model"],
    "checkpoint": ["weights", "model"], "max-epochs": ["epochs"], "num-epochs": ["epochs"],
    "n-epochs": ["epochs"], "iterations": ["steps"], "iters": ["steps"], "max-steps": ["steps"],
    "val": ["validation"], "val-split": ["validation"], "validation-split": ["validation"],
    "early-stopping": ["patience"], "workers": ["threads", "jobs"],
    "num-workers": ["threads", "jobs"], "num-threads": ["threads"], "cores": ["threads", "jobs"],
    "out": ["output"], "out-dir": ["output"], "outdir": ["output"], "output-dir": ["output"],
    "save": ["output"], "save-dir": ["output"], "logdir": ["output"], "random-seed": ["seed"],
    "random-state": ["seed"], "continue": ["resume"], "gpu": ["device"],
    "bn": ["batch-normalization"],
    "batchnorm": ["batch-normalization"], "augment": ["rotation"], "format": ["json"],
    "where": ["filter"], "order-by": ["sort"], "part": ["split"], "subset": ["split"],
  ]

  /// The parser's message about an unknown option with this project's suggestion in place of its own, which only
  /// counts letters; other messages stay.
  static func replaced(in message: String, options: @autoclosure () -> [String]) -> String {
    message.replacing(/nknown option '(-[^']*)'(?:\. Did you mean '[^']*'\?)?/) { match in
      let typed = match.output.1
      return "nknown option '\(typed)'"
        + (meant(typed, among: options()).map { "; did you mean '--\($0)'?" } ?? "")
    }
  }

  /// The option by its meaning, else by how it begins, else by a word in it, else by its letters; nil if none is like it.
  private static func meant(_ typed: Substring, among options: [String]) -> String? {
    let name = String(typed.prefix { $0 != "=" }.drop { $0 == "-" }).lowercased()
      .replacing("_", with: "-")
    guard name.count > 1 else { return nil }
    if let other = meanings[name]?.first(where: options.contains) { return other }
    let near = suggestion(for: name, among: options)
    if let near, near.replacing("-", with: "") == name.replacing("-", with: "") { return near }
    let byLength = options.sorted { ($0.count, $0) < ($1.count, $1) }
    return byLength.first { $0.hasPrefix(name) } ?? near
      ?? byLength.first { $0.split(separator: "-").contains(Substring(name)) }
  }
}

extension ParsableArguments {
  /// The arguments as the parser describes them to other programs.
  static var help: [JSON] {
    (try? JSON(reading: Self._dumpHelp()))?["command"]?["arguments"]?.array ?? []
  }

  /// The long names of all options, without their hyphens.
  static var optionNames: [String] {
    help.flatMap { argument in
      (argument["names"]?.array ?? []).compactMap {
        $0["kind"]?.string == "long" ? $0["name"]?.string : nil
      }
    }
  }
}
