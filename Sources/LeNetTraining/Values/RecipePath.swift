/// The names of values in a recipe's JSON form.
enum RecipePath {
  /// A path such as `optimizer.adamw.beta1`; the unnamed value in Swift's coding is the pieces of a schedule.
  static func text(_ path: [String]) -> String {
    path.map { $0 == "_0" ? "milestones" : $0 }.joined(separator: ".")
  }
}
