import LeNet
import LeNetEvaluation
import LeNetText
import Testing

@Suite("Evaluations")
struct EvaluationTests {
  /// Five images of three classes, one class empty.
  static let example = Evaluation(
    lossSum: 2, predictions: [0, 1, 1, 0, 2], labels: [0, 1, 0, 0, 1],
    scores: (0..<15).map(Float.init),
    logits: [5, 1, 2, 1, 4, 3, 0, 3, 1, 6, 1, 3, 2, 1, 8], classes: ["a", "b", "c"], seconds: 0.5)

  @Test("Every image counts once")
  func counts() {
    let evaluation = Self.example
    #expect(evaluation.count == 5 && evaluation.errors == 2)
    #expect(evaluation.accuracy == 0.6 && evaluation.loss == 0.4)
    #expect(evaluation.confusion == [[2, 1, 0], [0, 1, 1], [0, 0, 0]])
    #expect(evaluation.classTotals == [3, 2, 0] && evaluation.classCorrect == [2, 1, 0])
    #expect(evaluation.classAccuracies == [2.0 / 3, 0.5, nil])
    #expect(evaluation.examplesPerSecond == 10)
    #expect(Array(evaluation.scores(of: 1)) == [3, 4, 5])
  }

  @Test("The JSON line has the documented keys, sorted")
  func json() {
    #expect(
      Self.example.json
        == #"{"accuracy":0.6,"errors":2,"examplesPerSecond":10,"loss":0.4,"total":5}"#)
  }

  @Test("Rejecting takes the least margins first, equal ones together")
  func rejection() {
    let evaluation = Self.example
    #expect(evaluation.margins == [3, 1, 2, 3, 6])
    func counts(_ rate: Double) -> [Int] {
      let rejection = evaluation.rejection(for: rate)
      return [rejection.rejected, rejection.errors, rejection.total]
    }
    // Images 2 and 4 are wrong; their margins are the second and the greatest.
    #expect(counts(0.4) == [0, 2, 5])
    #expect(counts(0.34) == [2, 1, 5])
    #expect(counts(0.33) == [5, 0, 5])
    #expect(counts(0) == [5, 0, 5])
  }

  /// The margins are 1, 2, 2, 4; rejecting the first two would do, but the third is as sure as the second.
  @Test("An image as sure as the last one that is rejected is rejected with it")
  func equalMargins() {
    let evaluation = Evaluation(
      lossSum: 0, predictions: [1, 1, 0, 0], labels: [0, 0, 0, 0], scores: [],
      logits: [0, 1, 0, 2, 2, 0, 4, 0], classes: ["a", "b"], seconds: 1)
    #expect(evaluation.margins == [1, 2, 2, 4])
    let (none, third) = (evaluation.rejection(for: 0), evaluation.rejection(for: 0.34))
    #expect(none.rejected == 3 && none.errors == 0 && none.total == 4)
    #expect(third.rejected == 1 && third.errors == 1 && third.share == 0.25)
  }

  @Test("A committee answers with the greatest sum of its members' outputs")
  func committee() throws {
    let other = Evaluation(
      lossSum: 4, predictions: [0, 0, 0, 0, 0], labels: Self.example.labels,
      scores: Self.example.scores, logits: [0, 5, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 8, 0],
      classes: Self.example.classes, seconds: 0.25)
    let committee = try #require(Evaluation(committee: [Self.example, other]))
    #expect(Array(committee.logits.prefix(3)) == [5, 6, 2])
    #expect(committee.predictions == [1, 1, 0, 0, 1])
    #expect(committee.errors == 1 && committee.loss == 0.6 && committee.seconds == 0.75)
    for image in 0..<5 {
      #expect(abs(committee.scores(of: image).reduce(0, +) - 1) < 1e-6)
    }
    #expect(Evaluation(committee: []) == nil)
  }
}
