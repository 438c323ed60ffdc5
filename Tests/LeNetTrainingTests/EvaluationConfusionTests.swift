import LeNet
import LeNetEvaluation
import Testing

@Suite("Confusions")
struct EvaluationConfusionTests {
  /// Six images of three classes; the third is never an answer.
  private static let example = Evaluation(
    lossSum: 1, predictions: [0, 1, 1, 0, 1, 1], labels: [0, 1, 0, 0, 2, 2],
    scores: [0.9, 0.1, 0, 0.2, 0.8, 0, 0.4, 0.6, 0, 1, 0, 0, 0, 0.7, 0.3, 0.1, 0.6, 0.3],
    logits: [Float](repeating: 0, count: 18), classes: ["a", "b", "c"], seconds: 1)

  @Test("Recall by the truth, precision by the answer, nothing where there is nothing")
  func shares() {
    #expect(Self.example.answerTotals == [2, 4, 0])
    #expect(Self.example.recalls == [2.0 / 3, 1, 0])
    #expect(Self.example.precisions == [1, 0.25, nil])
  }

  @Test("The most frequent confusion comes first, then the first class")
  func confusions() {
    let found = Self.example.confusions
    #expect(found.map { [$0.truth, $0.answer, $0.count] } == [[2, 1, 2], [0, 1, 1]])
    #expect(found.map(\.rate) == [1, 1.0 / 3])
  }

  @Test("Errors by the probability of the answer, equal ones in their order")
  func errors() {
    #expect(Self.example.errorPositions() == [4, 2, 5])
    #expect(Self.example.errorPositions(leastSureFirst: true) == [2, 5, 4])
    #expect(Self.example.confidence(of: 3) == 1)
    let images = Self.example.misreadImages()
    #expect(images.map { [$0.truth, $0.answer] } == [["c", "b"], ["a", "b"], ["c", "b"]])
    #expect(images.map(\.position) == [4, 2, 5])
  }

  @Test("Of answers that are all sure, the lead of the output decides")
  func leads() {
    let outputs: [Float] = [9, 1, 0, 9, 8, 0, 9, 0, 5]
    let evaluation = Evaluation(
      lossSum: 1, predictions: [0, 0, 0], labels: [1, 1, 2], scores: [1, 0, 0, 1, 0, 0, 1, 0, 0],
      logits: outputs, classes: ["a", "b", "c"], seconds: 1)
    #expect(evaluation.errorPositions() == [0, 2, 1])
    #expect(evaluation.errorPositions(leastSureFirst: true) == [1, 2, 0])
  }
}
