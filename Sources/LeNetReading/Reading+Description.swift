import LeNetText

extension Reading: CustomStringConvertible {
  /// The answer in words, such as `7, accepted, confidence 99.94 %`.
  public var description: String {
    let confidence = "confidence \(NumberText.confidence(confidence))"
    switch verdict {
    case .accepted, .unsure:
      let turn = turned == 0 ? "" : ", turned by \(turned) degrees"
      return "\(label ?? "none"), \(verdict.rawValue), \(confidence)\(turn)"
    case .several: return "several digits, the main one like \(label ?? "none")"
    case .blank: return "blank: no ink was found"
    case .other:
      return
        "not a digit, probability \(NumberText.confidence(other)); the nearest is \(label ?? "none")"
    }
  }
}
