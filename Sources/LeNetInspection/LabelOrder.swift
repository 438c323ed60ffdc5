import LeNetData

/// Whether the labels of a split belong to its images, tested with the nearest class mean.
struct LabelOrder {
  /// The largest shift of labels that is tried, in either direction.
  static let reach = 4

  /// Ranges of consecutive images, spread over the split.
  private let runs: [Range<Int>]
  /// Accuracy on every second image, with the means of the others, by the shift of the labels.
  let accuracies: [Int: Double]
  /// The accuracy of labels that are unrelated to their images.
  let chance: Double
  /// The number of images tested.
  let count: Int
  /// The first image at which the shift of the labels changes, and the new shift.
  let step: (image: Int, shift: Int)?

  init(_ dataset: Dataset) {
    let runs = Self.runs(of: dataset.count)
    self.runs = runs
    let indices = runs.flatMap { Array($0) }
    let features = GridFeatures(dataset, indices: indices)
    let classes = dataset.classes.count
    count = indices.count
    var shares = [Double](repeating: 0, count: classes)
    for index in indices { shares[Int(dataset.labels[index])] += 1 / Double(max(count, 1)) }
    chance = shares.reduce(0) { $0 + $1 * $1 }
    var accuracies: [Int: Double] = [:]
    var answers: [Int: [UInt8]] = [:]
    for shift in -Self.reach...Self.reach {
      let labels = Self.labels(dataset, indices, shift: shift)
      let reader = NearestMean(features, labels: labels, classes: classes) { $0 % 2 == 0 }
      let read = reader.answers(features)
      answers[shift] = read
      accuracies[shift] = Self.accuracy(read, labels) { $0 % 2 == 1 }
    }
    self.accuracies = accuracies
    let best = accuracies.max { ($0.value, -abs($0.key)) < ($1.value, -abs($1.key)) }?.key ?? 0
    step = Self.findBreak(dataset, runs, indices, answers[best] ?? [], from: best)
  }

  /// The shift at which labels fit far better than at their own places; nil if there is none.
  var shift: Int? {
    let own = accuracies[0] ?? 0
    guard let best = accuracies.max(by: { $0.value < $1.value }), best.key != 0,
      best.value > own + 0.15, best.value > 2 * chance
    else { return nil }
    return best.key
  }

  /// Whether no shift makes labels fit better than chance, within five standard deviations.
  var isUnrelated: Bool {
    guard count >= 200, chance < 0.9 else { return false }
    let standardDeviation = (chance * (1 - chance) / Double(count / 2)).squareRoot()
    return (accuracies.values.max() ?? 0) < chance + 5 * standardDeviation
  }

  /// Up to 20,000 images: all, or twenty runs of a thousand.
  private static func runs(of count: Int) -> [Range<Int>] {
    guard count > 20_000 else {
      return stride(from: 0, to: count, by: 1000).map { $0..<min($0 + 1000, count) }
    }
    return (0..<20).map { run in
      let start = run * (count - 1000) / 19
      return start..<start + 1000
    }
  }

  private static func labels(_ dataset: Dataset, _ indices: [Int], shift: Int) -> [UInt8?] {
    indices.map { index in
      dataset.labels.indices.contains(index + shift) ? dataset.labels[index + shift] : nil
    }
  }

  private static func accuracy(
    _ answers: [UInt8], _ labels: [UInt8?], using isUsed: (Int) -> Bool
  ) -> Double {
    var (right, total) = (0, 0)
    for (position, label) in labels.enumerated() where label != nil && isUsed(position) {
      total += 1
      if answers[position] == label { right += 1 }
    }
    return total == 0 ? 0 : Double(right) / Double(total)
  }

  /// Looks for a range from which on answers fit labels far better at another shift.
  private static func findBreak(
    _ dataset: Dataset, _ runs: [Range<Int>], _ indices: [Int], _ answers: [UInt8], from best: Int
  ) -> (image: Int, shift: Int)? {
    guard runs.count > 1 else { return nil }
    var start = 0
    var found: (image: Int, shift: Int)?
    for run in runs {
      let own = Array(answers[start..<start + run.count])
      start += run.count
      guard run.count >= 100 else { continue }
      var scores: [Int: Double] = [:]
      for shift in -reach...reach {
        scores[shift] = accuracy(own, labels(dataset, Array(run), shift: shift)) { _ in true }
      }
      let here = scores.max { ($0.value, -abs($0.key)) < ($1.value, -abs($1.key)) }
      guard let here, here.key != best, here.value > (scores[best] ?? 0) + 0.15 else {
        found = nil
        continue
      }
      if found == nil { found = (run.lowerBound, here.key) }
    }
    return found
  }
}
