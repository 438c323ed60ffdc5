import LeNetElementary

/// The likeliest path through the frames of a slid network that spells a number which fits a grammar.
///
/// The second way of the paper, section VII: no ink is cut. Marks have no class, so a grammar's marks are passed over.
struct FramePath {
  /// The digits with the frames that name them.
  let spikes: [FrameScores.Spike]
  /// The probability of the path.
  let probability: Double

  /// A place on a path: what has been spelled, and the class of the last frame.
  private struct State: Hashable {
    var spelled: NumberGrammar.State
    var last: Int
  }

  private struct Node {
    var score: Double
    var before: State?

    static func better(_ first: Node, _ second: Node) -> Node {
      second.score > first.score ? second : first
    }
  }

  /// The likeliest path; nil if none fits.
  init?(_ scores: FrameScores, _ grammar: NumberGrammar) {
    var start = OrderedStates<State, Node>()
    start.add(
      Node(score: 0, before: nil), at: State(spelled: grammar.start, last: scores.between),
      joining: Node.better)
    var frames = [start]
    for frame in 0..<scores.frames {
      let logarithms = (0..<scores.classes).map {
        Elementary.log(max(scores[frame, $0], 1e-12))
      }
      var next = OrderedStates<State, Node>()
      for (state, node) in frames[frame].elements {
        for label in 0..<scores.classes {
          guard let spelled = Self.spelled(state, label, scores.between, grammar) else { continue }
          let after = State(spelled: spelled, last: label)
          next.add(
            Node(score: node.score + logarithms[label], before: state), at: after,
            joining: Node.better)
        }
      }
      frames.append(next)
    }
    let ends = frames[scores.frames].elements.filter {
      grammar.accepts(Self.passingMarks($0.0.spelled, grammar))
    }
    guard let end = ends.max(by: { $0.1.score < $1.1.score }) else { return nil }
    var (spikes, state): ([FrameScores.Spike], State) = ([], end.0)
    for frame in (0..<scores.frames).reversed() {
      if state.last != scores.between {
        if let later = spikes.last, later.digit == state.last, later.frames.lowerBound == frame + 1
        {
          spikes[spikes.count - 1] = .init(
            digit: later.digit, frames: frame..<later.frames.upperBound)
        } else {
          spikes.append(.init(digit: state.last, frames: frame..<frame + 1))
        }
      }
      guard let before = frames[frame + 1][state]?.before else { break }
      state = before
    }
    self.spikes = spikes.reversed()
    probability = Elementary.exp(end.1.score)
  }

  /// What is spelled after one more frame; nil if it does not fit.
  private static func spelled(
    _ state: State, _ label: Int, _ between: Int, _ grammar: NumberGrammar
  ) -> NumberGrammar.State? {
    if label == between || label == state.last { return state.spelled }
    return grammar.state(after: passingMarks(state.spelled, grammar), .digit(label))
  }

  /// The state behind the marks that a pattern has next.
  private static func passingMarks(
    _ state: NumberGrammar.State, _ grammar: NumberGrammar
  ) -> NumberGrammar.State {
    guard let pattern = grammar.pattern else { return state }
    var state = state
    while let mark = pattern.mark(at: state.symbols) {
      guard let next = grammar.state(after: state, .mark(mark)) else { break }
      state = next
    }
    return state
  }
}
