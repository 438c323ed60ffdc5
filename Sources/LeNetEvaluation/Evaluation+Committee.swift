import LeNetElementary

extension Evaluation {
  /// The evaluation of a committee, which adds its members' logits; nil without members.
  ///
  /// LeCun, Bottou, Bengio and Haffner (1998), section III.C, combine boosted networks in this way.
  /// Probabilities are softmax of the sums, the loss is the mean of the members' losses. Traps if the
  /// members were evaluated on other images.
  public init?(committee members: [Evaluation]) {
    guard let first = members.first else { return nil }
    precondition(
      members.allSatisfy { $0.labels == first.labels && $0.classes == first.classes },
      "the members of a committee answer the same images")
    let classes = first.classes.count
    var logits = first.logits
    for member in members.dropFirst() {
      for place in logits.indices { logits[place] += member.logits[place] }
    }
    var scores = logits
    var predictions = first.predictions
    for image in predictions.indices {
      let range = image * classes..<(image + 1) * classes
      guard let best = range.max(by: { logits[$0] < logits[$1] }) else { continue }
      predictions[image] = best - range.lowerBound
      let powers = range.map { Elementary.exp(Double(logits[$0] - logits[best])) }
      let sum = powers.reduce(0, +)
      for (place, power) in zip(range, powers) { scores[place] = Float(power / sum) }
    }
    self.init(
      lossSum: members.reduce(0) { $0 + $1.lossSum } / Double(members.count),
      predictions: predictions, labels: first.labels, scores: scores, logits: logits,
      classes: first.classes, seconds: members.reduce(0) { $0 + $1.seconds })
  }
}
