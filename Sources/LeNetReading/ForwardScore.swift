import LeNetElementary

/// The forward score of a label sequence: the probability of all paths through the frames that spell it.
///
/// A path names one class a frame. It spells a sequence if that is what is left after neighbouring repeats are merged
/// and the class between digits is left out. The paper's section VII.B trains its space displacement network by this
/// sum; A. Graves et al., "Connectionist temporal classification" (2006), give the recursions used here.
package struct ForwardScore {
  /// -log of the probability of the sequence; infinite if no path spells it.
  package let loss: Double
  /// The derivatives of the loss by the outputs before softmax, `[class][frame]`; zeros if no path spells it.
  package let gradient: [Double]

  package init(of sequence: [Int], in scores: FrameScores) {
    let states = SpellingStates(sequence, between: scores.between)
    let forward = states.forward(scores)
    guard let loss = forward.loss else {
      self.loss = .infinity
      gradient = [Double](repeating: 0, count: scores.probabilities.count)
      return
    }
    self.loss = loss
    gradient = states.gradient(scores, forward: forward.shares)
  }
}

/// The states of a path that spells a sequence: between, first digit, between, second digit, ..., between.
private struct SpellingStates {
  private let labels: [Int]
  private let between: Int

  init(_ sequence: [Int], between: Int) {
    labels = [between] + sequence.flatMap { [$0, between] }
    self.between = between
  }

  private var count: Int { labels.count }

  /// Whether a path may leave out the state before: between two different digits.
  private func maySkip(to state: Int) -> Bool {
    state >= 2 && labels[state] != between && labels[state] != labels[state - 2]
  }

  /// The share of each state in the paths up to each frame, `[frame][state]`, and the loss; nil if no path spells the
  /// sequence.
  ///
  /// The sums are scaled to 1 in every frame, so that nothing underflows.
  func forward(_ scores: FrameScores) -> (shares: [Double], loss: Double?) {
    var shares = [Double](repeating: 0, count: scores.frames * count)
    var logarithm = 0.0
    for frame in 0..<scores.frames {
      var total = 0.0
      for state in 0..<count {
        let value = reached(state, frame, shares) * scores[frame, labels[state]]
        shares[frame * count + state] = value
        total += value
      }
      guard total > 0 else { return (shares, nil) }
      for state in 0..<count { shares[frame * count + state] /= total }
      logarithm += Elementary.log(total)
    }
    let end = shares.suffix(min(2, count)).reduce(0, +)
    return (shares, end > 0 ? -(logarithm + Elementary.log(end)) : nil)
  }

  /// The share of the paths that can be in a state at a frame, by the frame before.
  private func reached(_ state: Int, _ frame: Int, _ shares: [Double]) -> Double {
    guard frame > 0 else { return state < 2 ? 1 : 0 }
    let before = (frame - 1) * count
    var sum = shares[before + state]
    if state >= 1 { sum += shares[before + state - 1] }
    if maySkip(to: state) { sum += shares[before + state - 2] }
    return sum
  }

  /// The derivatives of the loss by the outputs before softmax, `[class][frame]`: the probability of the class, less
  /// the share of the right paths that name it.
  func gradient(_ scores: FrameScores, forward: [Double]) -> [Double] {
    let frames = scores.frames
    var gradient = [Double](repeating: 0, count: frames * scores.classes)
    var backward = [Double](repeating: 0, count: count)
    for state in max(0, count - 2)..<count { backward[state] = 1 }
    for frame in (0..<frames).reversed() {
      for label in 0..<scores.classes { gradient[label * frames + frame] = scores[frame, label] }
      let products = (0..<count).map { forward[frame * count + $0] * backward[$0] }
      let total = products.reduce(0, +)
      for state in 0..<count where total > 0 {
        gradient[labels[state] * frames + frame] -= products[state] / total
      }
      backward = before(backward, scores, frame)
    }
    return gradient
  }

  /// The backward sums of the frame before, scaled to 1.
  private func before(_ backward: [Double], _ scores: FrameScores, _ frame: Int) -> [Double] {
    func weighted(_ state: Int) -> Double { backward[state] * scores[frame, labels[state]] }
    let sums = (0..<count).map { state in
      var sum = weighted(state)
      if state + 1 < count { sum += weighted(state + 1) }
      if state + 2 < count, maySkip(to: state + 2) { sum += weighted(state + 2) }
      return sum
    }
    let total = sums.reduce(0, +)
    return total > 0 ? sums.map { $0 / total } : sums
  }
}
