import LeNetText

extension Evaluation: CustomStringConvertible {
  /// The result in one line, with the share of right answers: `33 errors of 400 (91.75 %), loss 0.28`.
  public var description: String {
    "\(errors.of("error")) of \(count.grouped) (\(NumberText.percent(accuracy))), "
      + "loss \(NumberText.twoDigits(loss))"
  }
}

extension Answers: CustomStringConvertible {
  /// The first eight classes in one line, such as `3 answers: classes 7, 2, 1`.
  public var description: String {
    let shown = predictions.prefix(8).map(String.init).joined(separator: ", ")
    let rest = predictions.count > 8 ? " and others" : ""
    return "\(predictions.count.of("answer")): "
      + "\(predictions.count == 1 ? "class" : "classes") \(shown)\(rest)"
  }
}
