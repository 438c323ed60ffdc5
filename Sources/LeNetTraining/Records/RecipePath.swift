/// Places in the JSON form of a recipe, in words.
enum RecipePath {
  /// As in `optimizer.adamw.beta1`; what Swift leaves without a name are the pieces of a schedule.
  static func text(_ path: [String]) -> String {
    path.map { $0 == "_0" ? "pieces" : $0 }.joined(separator: ".")
  }
}
