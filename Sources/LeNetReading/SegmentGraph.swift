import LeNetElementary
import LeNetImages
import LeNetModel

/// The graph of all ways to cut a row of ink into digits, marks and stains.
///
/// Its nodes are the cuts, its edges the parts between two of them with the network's outputs. Y. LeCun et al.,
/// "Gradient-Based Learning Applied to Document Recognition" (1998), section V, calls it the segmentation graph.
struct SegmentGraph {
  /// A part of the row between two cuts.
  struct Edge: Sendable {
    let from: Int
    let to: Int
    /// The ink; nil between two cuts that have none between them.
    let part: InkRow.Part?
    /// The logarithms of the probabilities of the ten digits, and of what is no digit.
    var scores: [Double] = []
    /// The same by the network that slid over the row, without a class of rubbish: the last is that of nothing.
    var frameScores = [Double](repeating: 0, count: 11)
  }

  /// A symbol, or nil for ink that is part of no number, on an edge.
  struct Choice: Sendable {
    let edge: Int
    let symbol: NumberGrammar.Symbol?
  }

  let row: InkRow
  let edges: [Edge]
  /// The number of the last node.
  let last: Int

  /// The most neighbouring pieces between cuts of one part.
  private static let mostPieces = 7

  /// The edges without scores.
  init(_ row: InkRow) {
    self.row = row
    last = row.cuts.count - 1
    var edges: [Edge] = []
    for from in 0..<last {
      for to in from + 1...min(from + Self.mostPieces, last) {
        guard let part = row.part(from: from, to: to) else {
          if to == from + 1 { edges.append(Edge(from: from, to: to, part: nil)) }
          continue
        }
        if to > from + 1, Float(part.box.columns.count) > 1.8 * row.height { break }
        edges.append(Edge(from: from, to: to, part: part))
      }
    }
    self.edges = edges
  }

  init(_ row: InkRow, _ edges: [Edge], _ last: Int) {
    (self.row, self.edges, self.last) = (row, edges, last)
  }

  /// The graph with the scores from a network's outputs before softmax, `[edge][class]`.
  func scored(by logits: [Float]) -> SegmentGraph {
    var edges = edges
    let inked = edges.indices.filter { edges[$0].part != nil }
    let width = inked.isEmpty ? 0 : logits.count / inked.count
    for (number, index) in inked.enumerated() {
      let own = logits[number * width..<(number + 1) * width].map(Double.init)
      let greatest = own.max() ?? 0
      let sum = greatest + Elementary.log(own.reduce(0) { $0 + Elementary.exp($1 - greatest) })
      edges[index].scores = own.map { $0 - sum }
    }
    return SegmentGraph(row, edges, last)
  }

  /// The prepared images of all parts with ink.
  var images: [[UInt8]] { edges.compactMap(\.part?.pixels) }

  /// The digit or mark of a choice; nil for ink that is part of no number.
  func symbol(_ choice: Choice) -> NumberReading.Symbol? {
    let edge = edges[choice.edge]
    guard let part = edge.part, let symbol = choice.symbol else { return nil }
    guard case .digit(let digit) = symbol else {
      guard case .mark(let mark) = symbol else { return nil }
      return .init(character: mark.rawValue, box: part.box, confidence: 1, alternatives: [])
    }
    let scores = (0..<10).map { score(of: $0, on: edge) }
    let greatest = scores.max() ?? 0
    let powers = scores.map { Elementary.exp($0 - greatest) }
    let sum = powers.reduce(0, +)
    let others = powers.indices.filter { $0 != digit && powers[$0] >= 0.001 * sum }
      .sorted { powers[$0] > powers[$1] }
    return .init(
      character: Character("\(digit)"), box: part.box, confidence: powers[digit] / sum,
      alternatives: others.map { .init(digit: $0, confidence: powers[$0] / sum) })
  }

  /// The probability that a chosen part is the digit, and not another or none; nil unless it is one.
  func likeness(of choice: Choice) -> Double? {
    guard case .digit(let digit)? = choice.symbol else { return nil }
    return Elementary.exp(edges[choice.edge].scores[digit])
  }

  /// What an edge may be, each with its score.
  private func symbols(
    of edge: Edge, marks: [NumberGrammar.Mark]
  ) -> [(NumberGrammar.Symbol?, Double)] {
    let nothing = PathCosts.frameWeight * edge.frameScores[10]
    guard let part = edge.part else { return [(nil, nothing)] }
    let size = PathCosts.digit(part, in: row)
    // A mark stands by itself; what a cut takes off a digit is none.
    let touching =
      PathCosts.touchingMark * Double(row.cuts[edge.from].crossed + row.cuts[edge.to].crossed)
    return (0..<10).map { (.digit($0), size + score(of: $0, on: edge)) }
      + [(nil, PathCosts.stain(part, in: row) + nothing)]
      + marks.map { (.mark($0), PathCosts.mark($0, part, in: row) + touching + nothing) }
  }

  /// The score of a digit by both networks.
  private func score(of digit: Int, on edge: Edge) -> Double {
    PathCosts.partWeight * edge.scores[digit] + PathCosts.frameWeight * edge.frameScores[digit]
  }

  /// A state of the grammar at a cut: the best path to it, and the sum over all paths.
  private struct Node {
    var best: Double
    var sum: Double
    var back: (state: NumberGrammar.State, choice: Choice)?

    /// The node with the paths of another one.
    func joined(with other: Node) -> Node {
      var joined = best >= other.best ? self : other
      let greater = max(sum, other.sum)
      joined.sum = greater + Elementary.log(1 + Elementary.exp(min(sum, other.sum) - greater))
      return joined
    }
  }

  /// A path from the first cut to the last.
  struct Path {
    let choices: [Choice]
    /// Its probability among all paths that fit a grammar.
    var probability: Double

    var symbols: [NumberGrammar.Symbol] { choices.compactMap(\.symbol) }

    var digits: [Int] {
      symbols.compactMap { if case .digit(let digit) = $0 { digit } else { nil } }
    }
  }

  /// Whether a path cuts through ink: its digits touch.
  func crossesInk(_ path: Path) -> Bool {
    path.choices.contains { row.cuts[edges[$0.edge].to].crossed > 0.5 }
  }

  /// The logarithm of the sum over all paths that fit; nil if none does.
  func logarithm(_ grammar: NumberGrammar) -> Double? {
    let ends = nodes(grammar)[last].elements.filter { grammar.accepts($0.0) }
    return ends.isEmpty ? nil : Self.logarithm(ends.map(\.1.sum))
  }

  private static func logarithm(_ sums: [Double]) -> Double {
    let greatest = sums.max() ?? 0
    return greatest + Elementary.log(sums.reduce(0) { $0 + Elementary.exp($1 - greatest) })
  }

  /// The likeliest path; nil if none fits.
  func bestPath(_ grammar: NumberGrammar) -> Path? {
    let nodes = nodes(grammar)
    let ends = nodes[last].elements.filter { grammar.accepts($0.0) }
    guard let end = ends.max(by: { $0.1.best < $1.1.best }) else { return nil }
    let all = Self.logarithm(ends.map(\.1.sum))
    var choices: [Choice] = []
    var (place, state) = (last, end.0)
    while place > 0, let back = nodes[place][state]?.back {
      choices.append(back.choice)
      (place, state) = (edges[back.choice.edge].from, back.state)
    }
    return Path(
      choices: choices.reversed(), probability: Elementary.exp(end.1.best - all))
  }

  /// The nodes of each cut, by Viterbi's and the forward algorithm.
  private func nodes(_ grammar: NumberGrammar) -> [OrderedStates<NumberGrammar.State, Node>] {
    var nodes = [OrderedStates<NumberGrammar.State, Node>](repeating: .init(), count: last + 1)
    nodes[0].add(Node(best: 0, sum: 0, back: nil), at: grammar.start) { $0.joined(with: $1) }
    let isCut = row.cuts.map { Elementary.log(PathCosts.cutProbability($0.crossed)) }
    let isWhole = row.cuts.map { Elementary.log(1 - PathCosts.cutProbability($0.crossed)) }
    for (index, edge) in edges.enumerated() where !nodes[edge.from].isEmpty {
      var cuts = edge.to < last ? isCut[edge.to] : 0
      for cut in edge.from + 1..<max(edge.to, edge.from + 1) { cuts += isWhole[cut] }
      let symbols = symbols(of: edge, marks: grammar.wantedMarks)
      for (state, node) in nodes[edge.from].elements {
        for (symbol, score) in symbols {
          guard let next = symbol.map({ grammar.state(after: state, $0) }) ?? state
          else { continue }
          let step = PathCosts.cutWeight * cuts + score
          let found = Node(
            best: node.best + step, sum: node.sum + step,
            back: (state, Choice(edge: index, symbol: symbol)))
          nodes[edge.to].add(found, at: next) { $0.joined(with: $1) }
        }
      }
    }
    return nodes
  }
}

/// The prior probabilities of cuts, sizes and marks, as costs of a path.
enum PathCosts {
  /// How much the cuts, the network of the parts and the network that slides count; chosen on validation images.
  static let (cutWeight, partWeight, frameWeight) = (0.5, 1.0, 1.0)

  /// The probability that a path is one between digits, by the ink that it crosses, in steps of half a stroke.
  private static let cutProbabilities: [Double] = [
    0.98, 0.8, 0.3, 0.15, 0.1, 0.05, 0.03, 0.02, 0.02,
  ]
  /// The score of a speck.
  private static let speckScore = -2.0
  /// The score of a mark that has its size and place: fewer marks are written than digits.
  private static let markScore = -1.0
  /// The score of each width of a stroke that the cuts about a mark cross.
  static let touchingMark = -4.0

  static func cutProbability(_ crossed: Float) -> Double {
    let place = min(Double(crossed) * 2, Double(cutProbabilities.count - 1))
    let index = min(Int(place), cutProbabilities.count - 2)
    let share = place - Double(index)
    return cutProbabilities[index] * (1 - share) + cutProbabilities[index + 1] * share
  }

  /// The score of a digit of that size.
  static func digit(_ part: InkRow.Part, in row: InkRow) -> Double {
    -8 * max(0, 0.6 - share(part, row))
  }

  /// The score of ink that belongs to no number.
  static func stain(_ part: InkRow.Part, in row: InkRow) -> Double {
    let ink = Double(part.ink) / Double(row.height * row.strokeWidth)
    return speckScore - 8 * max(0, share(part, row) - 0.35) - 3 * max(0, ink - 0.4)
  }

  /// The score of a mark.
  static func mark(_ mark: NumberGrammar.Mark, _ part: InkRow.Part, in row: InkRow) -> Double {
    let height = Double(row.height)
    let (tall, wide) = (
      Double(part.box.rows.count) / height, Double(part.box.columns.count) / height
    )
    // The middle of the part above the base line, in heights of a digit.
    let middle =
      (Double(row.baseLine) - Double(part.box.rows.lowerBound + part.box.rows.upperBound) / 2)
      / height
    func far(_ value: Double, _ range: ClosedRange<Double>, _ cost: Double) -> Double {
      -cost * max(range.lowerBound - value, value - range.upperBound, 0)
    }
    let fit =
      switch mark {
      case .point:
        far(tall, 0...0.28, 12) + far(wide, 0...0.28, 12) + far(middle, -0.25...0.38, 10)
          + far(tall / max(wide, 0.01), 0...1.4, 3)
      case .comma:
        far(tall, 0.12...0.5, 12) + far(wide, 0...0.35, 12) + far(middle, -0.4...0.32, 10)
          + far(tall / max(wide, 0.01), 1.4...100, 3)
      case .minus:
        far(tall, 0...0.25, 12) + far(wide, 0.25...1.2, 8) + far(middle, 0.25...0.75, 10)
          + far(wide / max(tall, 0.01), 1.8...100, 3)
      case .slash: far(tall, 0.8...1.6, 8) + far(wide, 0.25...0.9, 8) + Double(part.leaning) * 2 - 2
      case .colon: far(tall, 0.3...0.9, 8) + far(wide, 0...0.28, 12) + far(middle, 0.2...0.6, 10)
      }
    return fit + markScore
  }

  private static func share(_ part: InkRow.Part, _ row: InkRow) -> Double {
    Double(part.box.rows.count) / Double(row.height)
  }
}
