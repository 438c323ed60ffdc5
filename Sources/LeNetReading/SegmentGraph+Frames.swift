import LeNetElementary
import LeNetImages

extension InkRow {
  /// The row with a cut between any two digits that a network which slid over it names, where it has none yet.
  func cutBetweenDigits(of frames: FrameScores, _ strip: Strip) -> InkRow {
    let spikes = frames.spikes
    let have = cuts.dropFirst().dropLast().map(\.middle)
    let wanted = zip(spikes, spikes.dropFirst()).compactMap { left, right -> Int? in
      let (end, start) = (left.frames.upperBound, right.frames.lowerBound)
      let between = strip.column(ofFrame: end)...strip.column(ofFrame: max(start, end))
      if have.contains(where: between.contains) { return nil }
      let middle = strip.column(ofFrame: (end + start) / 2)
      return ink.columns > middle && middle > 0 ? middle : nil
    }
    return adding(cutsAt: wanted)
  }
}

extension InkRow.Strip {
  /// The column of the row's box in the middle of a frame's window.
  func column(ofFrame frame: Int) -> Int {
    column(at: Float(frame * SpaceDisplacementNetwork.step) + Float(Self.margin))
  }
}

extension CutPath {
  /// The mean column of its middle half, which lies beside digits.
  var middle: Int {
    let rows = columns.count
    let part = columns[rows / 4..<max(rows - rows / 4, rows / 4 + 1)]
    return part.reduce(0, +) / max(part.count, 1)
  }
}

extension SegmentGraph {
  /// The graph with the answers of a network that slid over the row.
  ///
  /// A part's score for a digit is that of all paths through the frames between its cuts that name the digit once.
  func scored(by frames: FrameScores, of strip: InkRow.Strip) -> SegmentGraph {
    let bounds = row.cuts.indices.map { cut -> Int in
      if cut == 0 { return 0 }
      if cut == last { return frames.frames }
      return Self.frame(of: row.cuts[cut], strip, frames: frames.frames)
    }
    var edges = edges
    var index = 0
    while index < edges.count {
      let from = edges[index].from
      var span = FrameSpan()
      var place = bounds[from]
      while index < edges.count, edges[index].from == from {
        let end = max(bounds[edges[index].to], place)
        for frame in place..<end { span.extend(by: frames, at: frame) }
        place = end
        edges[index].frameScores = span.scores
        index += 1
      }
    }
    return SegmentGraph(row, edges, last)
  }

  /// The first frame whose window is centred behind a cut.
  private static func frame(
    of cut: CutPath, _ strip: InkRow.Strip, frames: Int
  ) -> Int {
    let place = strip.place(ofColumn: cut.middle) - Float(InkRow.Strip.margin)
    return min(
      max(Int((place / Float(SpaceDisplacementNetwork.step)).rounded()), 0), frames)
  }
}

/// The probabilities of neighbouring frames: that they name nothing, and that they name one digit once.
private struct FrameSpan {
  private var nothing = 1.0
  private var within = [Double](repeating: 0, count: 10)
  private var behind = [Double](repeating: 0, count: 10)

  /// The least probability of a frame: a network that is sure of a mistake must not rule out all paths.
  private static let least = 1e-4

  mutating func extend(by frames: FrameScores, at frame: Int) {
    let between = max(frames[frame, frames.between], Self.least)
    for digit in 0..<10 {
      behind[digit] = (behind[digit] + within[digit]) * between
      within[digit] = (within[digit] + nothing) * max(frames[frame, digit], Self.least)
    }
    nothing *= between
  }

  /// The logarithms of the probabilities of the ten digits, and of nothing.
  var scores: [Double] {
    (0..<10).map { Elementary.log(max(within[$0] + behind[$0], 1e-300)) }
      + [Elementary.log(max(nothing, 1e-300))]
  }
}
