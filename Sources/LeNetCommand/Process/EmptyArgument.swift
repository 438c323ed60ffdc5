/// An empty argument, as a shell's variable without a value gives.
enum EmptyArgument {
  /// Throws for the first empty argument: no option, name or path is empty, and some of them would mean the current
  /// folder.
  static func refuse(in arguments: [String]) throws(CommandFailure) {
    guard let place = arguments.firstIndex(of: "") else { return }
    let before = arguments[..<place]
    let option = before.contains("--") ? nil : before.last.flatMap { $0.hasPrefix("-") ? $0 : nil }
    let isFlag = option.map { LeNetTool.isFlag($0, after: Array(before)) } ?? true
    throw .wrongUse(
      "\(isFlag ? "an argument" : option ?? "") is empty; give a value, or leave "
        + "\(isFlag ? "it" : "the option") out")
  }
}
