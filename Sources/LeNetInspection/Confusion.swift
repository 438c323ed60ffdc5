/// A confusion matrix, and a test of whether another numbering of the classes explains it.
struct Confusion {
  /// `[label][answer]`.
  let counts: [[Int]]

  init(labels: [UInt8], answers: [UInt8], classes: Int) {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    for (label, answer) in zip(labels, answers) { counts[Int(label)][Int(answer)] += 1 }
    self.counts = counts
  }

  private var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The accuracy, from 0 to 1.
  var accuracy: Double {
    Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(max(total, 1))
  }

  /// The most frequent answer to each label that occurs.
  private var favourites: [Int: Int] {
    var result: [Int: Int] = [:]
    for (label, row) in counts.enumerated() {
      guard let most = row.indices.max(by: { row[$0] < row[$1] }), row[most] > 0 else { continue }
      result[label] = most
    }
    return result
  }

  /// The accuracy under the best other numbering.
  var explained: Double {
    let favourites = favourites
    guard Set(favourites.values).count == favourites.count else { return accuracy }
    let right = favourites.reduce(0) { $0 + counts[$1.key][$1.value] }
    return Double(right) / Double(max(total, 1))
  }

  /// Another numbering of the classes with a far higher accuracy: the labels and what they
  /// mean, if these differ; nil if there is none.
  var numbering: [(label: Int, meaning: Int)]? {
    let favourites = favourites
    let share = explained
    guard share > accuracy + 0.15, share > 0.4 else { return nil }
    let changed = favourites.filter { $0.key != $0.value }.sorted { $0.key < $1.key }
    return changed.map { (label: $0.key, meaning: $0.value) }
  }
}
