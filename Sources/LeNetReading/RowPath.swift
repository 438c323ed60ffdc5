import LeNetImages

/// A row of ink with the likeliest path through it.
struct RowPath {
  /// What the network that slides gave.
  struct Slid {
    let scores: FrameScores
    let strip: InkRow.Strip
  }

  let row: InkRow
  /// The graph of its cuts; nil where nothing was cut.
  let graph: SegmentGraph?
  let slid: Slid?
  /// The edges of the path.
  var choices: [SegmentGraph.Choice] = []
  /// The digits and marks of the path.
  var symbols: [NumberReading.Symbol] = []
  /// The path's probability, before calibration.
  var probability = 0.0
  /// The logarithm of the share of all numbers, weighted by their probabilities, that fit the form.
  var fit = 0.0
}

extension FramePath {
  /// The digits with their boxes: each has the ink from the middle between it and the digit before to that behind it.
  func symbols(
    of row: InkRow, _ strip: InkRow.Strip, _ scores: FrameScores
  ) -> [NumberReading.Symbol] {
    spikes.indices.compactMap { index in
      let spike = spikes[index]
      func border(_ first: FrameScores.Spike, _ second: FrameScores.Spike) -> Int {
        strip.column(ofFrame: (first.frames.upperBound + second.frames.lowerBound) / 2)
      }
      let left = index > 0 ? border(spikes[index - 1], spike) : 0
      let right = index + 1 < spikes.count ? border(spike, spikes[index + 1]) : row.ink.columns
      guard let box = row.box(ofColumns: left..<max(left, right)) else { return nil }
      let frame = spike.frames.max { scores[$0, spike.digit] < scores[$1, spike.digit] } ?? 0
      let others = (0..<10).filter { $0 != spike.digit && scores[frame, $0] >= 0.001 }
        .sorted { scores[frame, $0] > scores[frame, $1] }
      return NumberReading.Symbol(
        character: Character("\(spike.digit)"), box: box, confidence: scores[frame, spike.digit],
        alternatives: others.map { .init(digit: $0, confidence: scores[frame, $0]) })
    }
  }
}
