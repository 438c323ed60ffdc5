/// The rejection of uncertain answers to reach an error rate on the others.
package struct Rejection: Hashable, Sendable {
  /// The number of rejected images.
  package let rejected: Int
  /// The number of errors among the others.
  package let errors: Int
  /// The number of all images.
  package let total: Int

  /// The rejected share, 0...1.
  package var share: Double { total == 0 ? 0 : Double(rejected) / Double(total) }
}

extension Evaluation {
  /// The margin of each image: the difference of its two greatest logits.
  package var margins: [Float] {
    let classes = classes.count
    guard classes > 1 else { return Array(repeating: .infinity, count: count) }
    return (0..<count).map { image in
      var (best, second) = (-Float.infinity, -Float.infinity)
      for logit in logits[image * classes..<(image + 1) * classes] {
        if logit > best {
          (best, second) = (logit, best)
        } else if logit > second {
          second = logit
        }
      }
      return best - second
    }
  }

  /// The fewest images to reject, smallest margins first, so that the error rate of the others is at most
  /// `errorRate`: LeCun, Bottou, Bengio and Haffner (1998), figure 10.
  ///
  /// Images with equal margins are rejected together.
  package func rejection(for errorRate: Double) -> Rejection {
    let margins = margins
    let order = margins.indices.sorted { margins[$0] < margins[$1] }
    var errors = self.errors
    var rejected = 0
    while rejected < count, Double(errors) > errorRate * Double(count - rejected) {
      let margin = margins[order[rejected]]
      repeat {
        let image = order[rejected]
        if predictions[image] != labels[image] { errors -= 1 }
        rejected += 1
      } while rejected < count && margins[order[rejected]] == margin
    }
    return Rejection(rejected: rejected, errors: errors, total: count)
  }
}
