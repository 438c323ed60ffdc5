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
  /// The margin of each image: the difference of its two greatest outputs.
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

  /// The fewest images to reject, smallest margins first, so that the error rate of the others is at most
  /// `errorRate`: LeCun, Bottou, Bengio and Haffner (1998), figure 10.
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
