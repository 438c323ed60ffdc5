extension TrainingResult: CustomStringConvertible {
  /// The result in one line, such as `33 errors of 400 (91.75 %), loss 0.28, kept epoch 3`.
  public var description: String { "\(test), kept epoch \(keptEpoch)" }
}

extension TrainingOutcome: CustomStringConvertible {
  /// The outcome in one line, such as `interrupted in epoch 2 after step 30`.
  public var description: String {
    switch self {
    case .finished(let result): "finished: \(result)"
    case .interrupted(let epoch, let step): "interrupted in epoch \(epoch) after step \(step)"
    }
  }
}
