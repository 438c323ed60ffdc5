/// How many images a network must leave unanswered so that few of the others are wrong.
package struct Rejection: Hashable, Sendable {
  /// Images that are rejected.
  package let rejected: Int
  /// Images answered wrong among the others.
  package let errors: Int
  /// All images.
  package let total: Int

  /// The share that is rejected, 0...1.
  package var share: Double { total == 0 ? 0 : Double(rejected) / Double(total) }
}

extension Evaluation {
  /// The difference of the two greatest outputs by image: how clearly the answer won.
  package var margins: [Float] {
    let classes = classes.count
    guard classes > 1 else { return Array(repeating: .infinity, count: total) }
    return (0..<total).map { image in
      var (best, second) = (-Float.infinity, -Float.infinity)
      for output in outputs[image * classes..<(image + 1) * classes] {
        if output > best {
          (best, second) = (output, best)
        } else if output > second {
          second = output
        }
      }
      return best - second
    }
  }

  /// The fewest images to reject, smallest margins first, so that of the others at most the share
  /// `errorRate` is wrong: LeCun, Bottou, Bengio and Haffner (1998), figure 10.
  ///
  /// Images with equal margins are rejected together.
  package func rejection(for errorRate: Double) -> Rejection {
    let margins = margins
    let order = margins.indices.sorted { margins[$0] < margins[$1] }
    var errors = self.errors
    var rejected = 0
    while rejected < total, Double(errors) > errorRate * Double(total - rejected) {
      let margin = margins[order[rejected]]
      repeat {
        let image = order[rejected]
        if predictions[image] != labels[image] { errors -= 1 }
        rejected += 1
      } while rejected < total && margins[order[rejected]] == margin
    }
    return Rejection(rejected: rejected, errors: errors, total: total)
  }
}
