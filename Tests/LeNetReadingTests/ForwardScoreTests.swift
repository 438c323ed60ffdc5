import LeNetElementary
import LeNetRandom
import LeNetReading
import Testing

@Suite("Forward scores")
struct ForwardScoreTests {
  private static let classes = 4

  /// Random outputs, `[class][frame]`.
  private static func outputs(_ frames: Int, from stream: inout RandomStream) -> [Float] {
    (0..<frames * classes).map { _ in Float(stream.uniform(in: -2...2)) }
  }

  /// What a path spells: neighbouring repeats merged, and the class between digits left out.
  private static func spelled(_ path: [Int]) -> [Int] {
    path.indices.filter { $0 == 0 || path[$0] != path[$0 - 1] }.map { path[$0] }
      .filter { $0 != classes - 1 }
  }

  private static func paths(_ frames: Int) -> [[Int]] {
    guard frames > 0 else { return [[]] }
    return paths(frames - 1).flatMap { path in (0..<classes).map { path + [$0] } }
  }

  @Test(
    "The score is the sum over all paths that spell the sequence",
    arguments: [[], [0], [1, 2], [2, 2], [0, 1, 0], [1, 1, 1]])
  func sum(sequence: [Int]) {
    var stream = RandomStream(seed: 71, purpose: .test, index: UInt32(sequence.count))
    for frames in 1...6 {
      let scores = FrameScores(
        outputs: Self.outputs(frames, from: &stream), classes: Self.classes)
      let all = Self.paths(frames).filter { Self.spelled($0) == sequence }
        .map { path in path.indices.reduce(1.0) { $0 * scores[$1, path[$1]] } }.reduce(0, +)
      let loss = ForwardScore(of: sequence, in: scores).loss
      if all == 0 {
        #expect(loss == .infinity, "\(sequence) does not fit \(frames) frames")
      } else {
        #expect(abs(loss + Elementary.log(all)) < 1e-9, "\(sequence) in \(frames) frames, seed 71")
      }
    }
  }

  @Test("The likeliest number is that with the greatest sum over all its paths")
  func likeliestNumbers() {
    for index in 0..<20 {
      var stream = RandomStream(seed: 72, purpose: .test, index: UInt32(index))
      let scores = FrameScores(outputs: Self.outputs(5, from: &stream), classes: Self.classes)
      var sums: [[Int]: Double] = [:]
      for path in Self.paths(5) {
        let product = path.indices.reduce(1.0) { $0 * scores[$1, path[$1]] }
        sums[Self.spelled(path), default: 0] += product
      }
      let expected = sums.keys.sorted { sums[$0, default: 0] > sums[$1, default: 0] }
      let found = scores.likeliestNumbers(NumberGrammar(), most: 1)
      #expect(found == Array(expected.prefix(1)), "seed 72, \(index)")
      let two = scores.likeliestNumbers(NumberGrammar(length: 2), most: 1)
      #expect(two.first == expected.first { $0.count == 2 }, "seed 72, \(index)")
    }
  }

  @Test("The gradient is that of the score", arguments: [[], [0], [1, 2], [2, 2], [0, 1, 0]])
  func gradient(sequence: [Int]) {
    var stream = RandomStream(seed: 72, purpose: .test, index: UInt32(sequence.count))
    let frames = 7
    let outputs = Self.outputs(frames, from: &stream)
    func loss(_ outputs: [Float]) -> Double {
      ForwardScore(of: sequence, in: FrameScores(outputs: outputs, classes: Self.classes)).loss
    }
    let gradient = ForwardScore(
      of: sequence, in: FrameScores(outputs: outputs, classes: Self.classes)
    ).gradient
    for place in outputs.indices {
      // Steps that Float holds exactly beside numbers up to 2.
      let step: Float = 1.0 / 1024
      var (more, less) = (outputs, outputs)
      more[place] += step
      less[place] -= step
      let wanted = (loss(more) - loss(less)) / Double(more[place] - less[place])
      #expect(abs(gradient[place] - wanted) < 1e-5, "output \(place) of \(sequence), seed 72")
    }
  }

  @Test("A network that is sure of hundreds of frames leaves a finite score")
  func underflow() {
    let frames = 400
    var outputs = [Float](repeating: 0, count: frames * Self.classes)
    for frame in 0..<frames { outputs[3 * frames + frame] = 40 }
    let scores = FrameScores(outputs: outputs, classes: Self.classes)
    let score = ForwardScore(of: [0, 1, 2], in: scores)
    #expect(score.loss > 60 && score.loss < 120, "\(score.loss)")
    let isFinite = score.gradient.allSatisfy { $0.isFinite }
    #expect(isFinite)
  }
}
