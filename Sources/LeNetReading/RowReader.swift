import LeNetElementary
import LeNetImages

/// Finds the likeliest number in a row of ink, by either network or by both.
struct RowReader: Sendable {
  let parts: DigitReader
  let sliding: SpaceDisplacementNetwork
  let approach: NumberReader.Approach
  let grammar: NumberGrammar

  /// The least mean probability of a number's digits: ink with a lower one is a word or a drawing.
  private static let leastLikeness = 0.15
  /// How much the cuts count beside the frames where the two name different numbers; chosen on validation images.
  ///
  /// They count less if they cross ink: where digits touch, no cut is clean.
  private static let cutsWeight = (clean: 0.7, crossing: 0.3)
  /// How much each digit adds there, because a digit that another one hides is likelier overlooked than made up.
  private static let digitScore = 1.5
  /// The least share, as a logarithm, of the numbers that fit the form: with a lower one the row shows another number.
  static let leastFit = -5.0

  /// The paths through a row: one, or one for each of the form's numbers that stand beside each other.
  func paths(of row: InkRow) -> [RowPath] {
    if approach == .sliding { return [slidPath(of: row)] }
    let scored = scored(row)
    let whole = path(through: scored, grammar)
    guard !grammar.isOpen, whole.fit < Self.leastFit else { return [whole] }
    let open = path(through: scored, grammar.withoutForm)
    let groups = NumberReader.groups(open.symbols, height: row.height)
    guard groups.count > 1 else { return [whole] }
    let own = row.parted(by: groups.map { $0.map(\.box) }).map {
      path(through: self.scored($0), grammar)
    }
    .filter { !$0.symbols.isEmpty && $0.fit >= Self.leastFit }
    return own.isEmpty ? [whole] : own
  }

  /// A row with what the networks make of it.
  private struct ScoredRow {
    let row: InkRow
    let slid: RowPath.Slid?
    /// The graph with the scores of the network of the parts alone.
    let cuts: SegmentGraph
    /// The graph with the scores of all networks.
    let graph: SegmentGraph
  }

  private func scored(_ row: InkRow) -> ScoredRow {
    var row = row
    var slid: RowPath.Slid?
    if approach == .both {
      let strip = row.strip
      let scores = sliding.scores(of: strip)
      row = row.cutBetweenDigits(of: scores, strip)
      slid = .init(scores: scores, strip: strip)
    }
    let bare = SegmentGraph(row)
    let images = bare.images
    let cuts = bare.scored(by: images.isEmpty ? [] : parts.logits(of: images))
    return ScoredRow(
      row: row, slid: slid, cuts: cuts,
      graph: slid.map { cuts.scored(by: $0.scores, of: $0.strip) } ?? cuts)
  }

  /// The likeliest path through the cuts; without symbols where nothing fits, and for words and drawings.
  private func path(through scored: ScoredRow, _ grammar: NumberGrammar) -> RowPath {
    let (graph, slid) = (scored.graph, scored.slid)
    var result = RowPath(row: scored.row, graph: graph, slid: slid)
    guard var path = graph.bestPath(grammar) else { return result }
    if let slid { path = likelier(path, grammar, slid, in: scored) }
    let likeness = path.choices.compactMap { graph.likeness(of: $0) }
    guard likeness.reduce(0, +) >= Self.leastLikeness * Double(likeness.count) else {
      return result
    }
    result.choices = path.choices
    result.symbols = path.choices.compactMap { graph.symbol($0) }
    let leastSure = slid == nil ? 1 : result.symbols.map(\.confidence).min() ?? 0
    result.probability = path.probability * leastSure * (likeness.min() ?? 0)
    // Drawings look like digits to one network more often than to both.
    if slid != nil, let cutsAlone = scored.cuts.bestPath(grammar) {
      result.probability *=
        cutsAlone.symbols == path.symbols ? cutsAlone.probability : 1 - cutsAlone.probability
    }
    if !grammar.isOpen, let all = graph.logarithm(grammar.withoutForm) {
      result.fit = min((graph.logarithm(grammar) ?? -.infinity) - all, 0)
    }
    return result
  }

  /// The likeliest path, or that of a number by the network that slides alone if both networks find it likelier.
  ///
  /// A cut in a wrong place misleads both networks in the graph; the frames have no cuts.
  private func likelier(
    _ path: SegmentGraph.Path, _ grammar: NumberGrammar, _ slid: RowPath.Slid, in scored: ScoredRow
  ) -> SegmentGraph.Path {
    guard grammar.wantedMarks.isEmpty else { return path }
    let others = slid.scores.likeliestNumbers(grammar).filter { $0 != path.digits }
    let weight = scored.graph.crossesInk(path) ? Self.cutsWeight.crossing : Self.cutsWeight.clean
    let scores = ([path.digits] + others).map { digits in
      let number = NumberGrammar(pattern: NumberPattern(digits: digits))
      return weight * (scored.cuts.logarithm(number) ?? -.infinity)
        - ForwardScore(of: digits, in: slid.scores).loss
        + Self.digitScore * Double(digits.count)
    }
    let greatest = scores.max() ?? 0
    guard greatest > -.infinity, let best = scores.firstIndex(of: greatest) else { return path }
    var likeliest = path
    if best > 0 {
      let number = NumberGrammar(pattern: NumberPattern(digits: others[best - 1]))
      guard let other = scored.graph.bestPath(number) else { return path }
      likeliest = other
      likeliest.probability = 1
    }
    likeliest.probability /= scores.reduce(0) { $0 + Elementary.exp($1 - greatest) }
    return likeliest
  }

  /// The likeliest path through the frames of the network that slides.
  private func slidPath(of row: InkRow) -> RowPath {
    let strip = row.strip
    let scores = sliding.scores(of: strip)
    var result = RowPath(row: row, graph: nil, slid: .init(scores: scores, strip: strip))
    guard let path = FramePath(scores, grammar) else { return result }
    result.symbols = path.symbols(of: row, strip, scores)
    result.probability = path.probability
    return result
  }
}

extension InkRow {
  /// Rows of their own, one for each group of boxes, parted in the middle between two groups.
  fileprivate func parted(by groups: [[Box]]) -> [InkRow] {
    let bounds = groups.map { boxes in
      boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }.columns
    }
    return bounds.indices.compactMap { index in
      let left = index > 0 ? (bounds[index - 1].upperBound + bounds[index].lowerBound) / 2 : nil
      let right =
        index + 1 < bounds.count
        ? (bounds[index].upperBound + bounds[index + 1].lowerBound) / 2 : nil
      return part(
        ofColumns: (left ?? box.columns.lowerBound)..<(right ?? box.columns.upperBound))
    }
  }
}
