import LeNet
import LeNetCommand
import LeNetEvaluation
import LeNetTestSupport
import LeNetText
import LeNetTraining
import Testing

@Suite("What an evaluation says")
struct EvaluationReportTests {
  /// Answers with margins 1 to 30, of which 6, 7, 8 and 15 to 21 are wrong.
  private let evaluation = Evaluation.madeUp

  @Test("Figures for programs, each under its name")
  func json() {
    let report = EvaluationReport(
      evaluation, perClass: true, confusion: true, rejectTo: 0.2)
    let json = report.json
    #expect(json["loss"] == .number(1.5) && json["total"] == .integer(30))
    #expect(json["errors"] == .integer(10) && json["accuracy"] == .number(20.0 / 30))
    #expect(json["examplesPerSecond"] == .integer(60))
    // Without the first 18 there are 3 wrong of 12, without 19 there are 2 of 11.
    #expect(
      json["rejection"]
        == .object(["errorRate": .number(0.2), "rejected": .integer(19), "errors": .integer(2)]))
    let rows = [[5, 1, 0], [2, 6, 3], [4, 0, 9]].map { JSON.array($0.map(JSON.integer)) }
    #expect(json["confusion"] == .array(rows))
    let classes = [("a", 6, 5), ("b", 11, 6), ("c", 13, 9)].map { name, total, correct in
      JSON.object([
        "label": .string(name), "total": .integer(total), "correct": .integer(correct),
        "accuracy": .number(Double(correct) / Double(total)),
      ])
    }
    #expect(json["classes"] == .array(classes))
  }

  @Test("Lines for people")
  func lines() {
    let report = EvaluationReport(evaluation, perClass: true, confusion: false)
    #expect(report.summary == "accuracy 66.67 % (10 errors in 30), loss 1.5000, 60 images/s")
    #expect(
      report.classLines().map { $0.split(separator: " ").joined(separator: " ") }.filter {
        !$0.hasPrefix("-")
      } == [
        "class images right accuracy", "a 6 5 83.33 %", "b 11 6 54.55 %", "c 13 9 69.23 %",
      ])
    #expect(
      report.rejectionLine(0.2)
        == "rejecting 63.33 % (19 images), the least difference of the two best outputs first, leaves "
        + "2 errors in 11")
  }

  @Test("Which class was read as which, with recall and precision")
  func confusion() {
    let report = ConfusionReport(evaluation, subject: "m on d")
    let lines = report.lines(on: .plain).map { $0.split(separator: " ").joined(separator: " ") }
      .filter { !$0.hasPrefix("-") }
    #expect(
      lines == [
        "m on d", "accuracy 66.67 %, 10 errors in 30", "", "truth down, answer across",
        "a b c images recall", "a 5 1 . 6 83.33 %", "b 2 6 3 11 54.55 %", "c 4 . 9 13 69.23 %", "",
        "precision of the answers", "class answers right precision", "a 11 5 45.45 %",
        "b 7 6 85.71 %", "c 12 9 75.00 %", "", "most frequent confusions",
        "truth read as images of the class", "c a 4 30.77 %", "b c 3 27.27 %", "b a 2 18.18 %",
        "a b 1 16.67 %",
      ])
    let json = report.json
    let recalls: [Double] = [5.0 / 6, 6.0 / 11, 9.0 / 13]
    let precisions: [Double] = [5.0 / 11, 6.0 / 7, 0.75]
    #expect(json["recall"]?.array?.compactMap(\.double) == recalls)
    #expect(json["precision"]?.array?.compactMap(\.double) == precisions)
    #expect(
      json["confusions"]?.array?.first
        == .object([
          "truth": .string("c"), "answer": .string("a"), "count": .integer(4),
          "rate": .number(4.0 / 13),
        ]))
    #expect(json["errors"] == .integer(10) && json["total"] == .integer(30))
  }
}
