extension Evaluation {
  /// A confusion of one class with another.
  public struct Confusion: Hashable, Sendable {
    /// The class of the images.
    public let truth: Int
    /// The class that the network answered.
    public let answer: Int
    /// The number of images.
    public let count: Int
    /// Their share of the class's images, 0...1.
    public let rate: Double
  }

  /// The number of images with each answer.
  public var answerTotals: [Int] {
    classes.indices.map { answer in confusion.reduce(0) { $0 + $1[answer] } }
  }

  /// The recall of each class; nil for a class without images.
  public var recalls: [Double?] { classAccuracies }

  /// The precision of each class; nil for a class that was never the answer.
  public var precisions: [Double?] {
    zip(classCorrect, answerTotals).map { $1 == 0 ? nil : Double($0) / Double($1) }
  }

  /// The confusions, the most frequent first; equally frequent ones in the order of classes.
  public var confusions: [Confusion] {
    var found: [Confusion] = []
    for (truth, counts) in confusion.enumerated() {
      let total = counts.reduce(0, +)
      for (answer, count) in counts.enumerated() where answer != truth && count > 0 {
        found.append(
          Confusion(
            truth: truth, answer: answer, count: count, rate: Double(count) / Double(total)))
      }
    }
    return found.sorted { ($1.count, $0.truth, $0.answer) < ($0.count, $1.truth, $1.answer) }
  }

  /// The probability of the answer to one image, 0...1; traps unless there is an image at that position.
  public func confidence(of position: Int) -> Double {
    Double(scores[position * classes.count + predictions[position]])
  }

  /// The logit of the answer to one image, less the highest other one.
  ///
  /// It orders answers whose probabilities are all rounded to 1.
  private func lead(of position: Int) -> Float {
    let answer = predictions[position]
    let own = logits[position * classes.count..<(position + 1) * classes.count]
    let others = own.enumerated().filter { $0.offset != answer }.map(\.element)
    return own[own.startIndex + answer] - (others.max() ?? 0)
  }

  /// The positions of misclassified images, the most confident answer first, or the least confident one.
  public func errorPositions(leastSureFirst: Bool = false) -> [Int] {
    let wrong = predictions.indices.filter { predictions[$0] != labels[$0] }
    let sign = leastSureFirst ? 1.0 : -1.0
    return wrong.map { position in
      (sign * confidence(of: position), Float(sign) * lead(of: position), position)
    }.sorted { $0 < $1 }.map(\.2)
  }

  /// An image that was read wrong.
  public struct MisreadImage: Sendable {
    /// The image's position in the evaluation.
    public let position: Int
    /// The name of its class.
    public let truth: String
    /// The name of the class that was answered.
    public let answer: String
    /// The probability of the answer, 0...1.
    public let confidence: Double
  }

  /// The images that were read wrong, the most confident answer first, or the least confident one.
  public func misreadImages(leastSureFirst: Bool = false) -> [MisreadImage] {
    errorPositions(leastSureFirst: leastSureFirst).map { position in
      MisreadImage(
        position: position, truth: classes[labels[position]],
        answer: classes[predictions[position]], confidence: confidence(of: position))
    }
  }
}
