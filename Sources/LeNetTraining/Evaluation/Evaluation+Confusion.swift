extension Evaluation {
  /// One class read as another.
  public struct Confusion: Hashable, Sendable {
    /// The class of the images.
    public let truth: Int
    /// What they were read as.
    public let answer: Int
    /// How many.
    public let count: Int
    /// Their share of the class's images, 0...1.
    public let rate: Double
  }

  /// How many images got each answer.
  public var answerTotals: [Int] {
    classes.indices.map { answer in confusion.reduce(0) { $0 + $1[answer] } }
  }

  /// The share of each class's images that was read right; nil for a class without images.
  public var recalls: [Double?] { classAccuracies }

  /// The share of each answer's images that are of that class; nil for an answer never given.
  public var precisions: [Double?] {
    zip(classCorrect, answerTotals).map { $1 == 0 ? nil : Double($0) / Double($1) }
  }

  /// The classes that were read as others, the most frequent first; of equally frequent ones the first class.
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

  /// The probability of the answer to one image, 0...1.
  public func confidence(of position: Int) -> Double {
    Double(scores[position * classes.count + predictions[position]])
  }

  /// The positions of the images that were read wrong, the surest answer first, or the least sure one.
  public func errorPositions(leastSureFirst: Bool = false) -> [Int] {
    let wrong = predictions.indices.filter { predictions[$0] != labels[$0] }
    return wrong.sorted { first, second in
      let (one, other) = (confidence(of: first), confidence(of: second))
      return one == other ? first < second : leastSureFirst ? one < other : one > other
    }
  }
}
