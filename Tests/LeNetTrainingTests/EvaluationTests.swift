import LeNet
import Testing

@Suite("Evaluations")
struct EvaluationTests {
  /// Five images of three classes, one class empty.
  static let example = Evaluation(
    lossSum: 2, predictions: [0, 1, 1, 0, 2], labels: [0, 1, 0, 0, 1],
    scores: (0..<15).map(Float.init), classes: ["a", "b", "c"], seconds: 0.5)

  @Test("Every image counts once")
  func counts() {
    let evaluation = Self.example
    #expect(evaluation.total == 5 && evaluation.errors == 2)
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
}
