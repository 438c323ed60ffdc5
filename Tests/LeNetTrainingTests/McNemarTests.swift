import LeNet
import LeNetEvaluation
import Testing

@Suite("McNemar's test")
struct McNemarTests {
  /// Twice the smaller tail in whole numbers, as `scipy.stats.binomtest(b, b + c).pvalue` has it.
  @Test(
    "Few disagreements: the binomial distribution",
    arguments: [
      (0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (0, 5, 0.0625), (10, 10, 1.0),
      (6, 15, 0.0783538818359375), (9, 22, 0.029449373483657837), (40, 61, 0.046044066929342806),
      (120, 80, 0.0056851559967503055),
    ])
  func exact(first: Int, second: Int, probability: Double) {
    let test = McNemar(onlyFirst: first, onlySecond: second)
    #expect(test.method == .exact)
    #expect(abs(test.probability - probability) < 1e-9 * max(1, probability), "\(test.probability)")
  }

  /// `scipy.stats.chi2.sf((abs(b - c) - 1) ** 2 / (b + c), 1)`.
  @Test(
    "Many disagreements: chi-square with the correction for continuity",
    arguments: [
      (501, 500, 1.0), (550, 480, 0.031558340370293654), (700, 400, 1.9653092257667615e-19),
      (1000, 1100, 0.03074503475899322), (5000, 4000, 6.257826960746845e-26),
    ])
  func chiSquare(first: Int, second: Int, probability: Double) {
    let test = McNemar(onlyFirst: first, onlySecond: second)
    #expect(test.method == .chiSquare)
    #expect(abs(test.probability / probability - 1) < 1e-9, "\(test.probability)")
  }

  @Test("Both ways agree where one takes over from the other")
  func border() {
    let exact = McNemar(onlyFirst: 460, onlySecond: 540).probability
    let approximate = McNemar(onlyFirst: 460, onlySecond: 541).probability
    #expect(abs(exact - approximate) < 0.002)
  }

  @Test("Answers are counted image by image")
  func counts() {
    let test = McNemar(
      first: [0, 1, 2, 3, 4, 0], second: [0, 1, 0, 0, 4, 1], labels: [0, 1, 2, 3, 0, 1])
    #expect(test.both == 2 && test.onlyFirst == 2 && test.onlySecond == 1 && test.neither == 1)
    #expect(test.disagreements == 3)
    #expect(test == McNemar(onlyFirst: 2, onlySecond: 1, both: 2, neither: 1))
  }

  @Test("Answers that are not as many as the labels are a mistake of the caller")
  func lengths() async {
    await #expect(processExitsWith: .failure) {
      _ = McNemar(first: [1], second: [1, 2], labels: [1, 2])
    }
  }
}
