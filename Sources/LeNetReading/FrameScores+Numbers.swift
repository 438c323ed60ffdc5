extension FrameScores {
  /// A number that has been spelled up to a frame.
  private struct Beginning {
    var state: NumberGrammar.State
    /// The probability of the paths that end between two digits.
    var between: Double
    /// The probability of the paths that end with a frame of the last digit.
    var within: Double

    var sum: Double { between + within }
  }

  /// The most beginnings that are kept for each frame.
  private static let width = 16
  /// The least probability of a digit in a frame that is worth another beginning.
  private static let least = 1e-4

  /// The likeliest numbers that fit a grammar, by the sums of all their paths, the likeliest first.
  ///
  /// The likeliest path is not enough: where one digit hides another, the frames of the hidden one are unsure, and many
  /// unlikely paths name it. A. Graves, "Supervised Sequence Labelling with Recurrent Neural Networks" (2012), section
  /// 7.5.3, calls it prefix search; here with a beam. Marks have no class and are passed over.
  package func likeliestNumbers(_ grammar: NumberGrammar, most: Int = 8) -> [[Int]] {
    var beam = OrderedStates<[Int], Beginning>()
    beam.add(Beginning(state: grammar.start, between: 1, within: 0), at: [], joining: Self.joined)
    for frame in 0..<frames {
      var next = OrderedStates<[Int], Beginning>()
      for (digits, own) in beam.elements {
        let again = digits.last.map { own.within * self[frame, $0] } ?? 0
        next.add(
          Beginning(state: own.state, between: own.sum * self[frame, between], within: again),
          at: digits, joining: Self.joined)
        for digit in 0..<between where self[frame, digit] >= Self.least {
          // The same digit twice needs a frame between.
          let before = digits.last == digit ? own.between : own.sum
          guard before > 0, let state = grammar.state(after: own.state, .digit(digit)) else {
            continue
          }
          next.add(
            Beginning(state: state, between: 0, within: before * self[frame, digit]),
            at: digits + [digit], joining: Self.joined)
        }
      }
      beam = Self.likeliest(next)
    }
    return beam.elements.filter { grammar.accepts($0.1.state) }.prefix(most).map(\.0)
  }

  private static func joined(_ first: Beginning, _ second: Beginning) -> Beginning {
    Beginning(
      state: first.state, between: first.between + second.between,
      within: first.within + second.within)
  }

  /// The likeliest beginnings, scaled so that nothing underflows.
  private static func likeliest(
    _ all: OrderedStates<[Int], Beginning>
  ) -> OrderedStates<[Int], Beginning> {
    let sorted = all.elements.sorted { $0.1.sum > $1.1.sum }.prefix(width)
    let greatest = max(sorted.first?.1.sum ?? 1, .leastNormalMagnitude)
    var kept = OrderedStates<[Int], Beginning>()
    for (digits, own) in sorted {
      kept.add(
        Beginning(state: own.state, between: own.between / greatest, within: own.within / greatest),
        at: digits, joining: joined)
    }
    return kept
  }
}
