/// Classifies an image by the nearest class mean.
///
/// It needs no training: it classifies four digits of five correctly, which is enough to see that labels belong to
/// other images.
struct NearestMean {
  let classes: Int
  let width: Int
  /// The mean of each class, `[class][number]`; an empty class is never an answer.
  private(set) var means: [Float]
  private(set) var counts: [Int]

  /// The class means of the positions with a known label.
  init(
    _ features: GridFeatures, labels: [UInt8?], classes: Int,
    using isUsed: (Int) -> Bool = { _ in true }
  ) {
    self.classes = classes
    width = features.width
    var means = [Float](repeating: 0, count: classes * features.width)
    var counts = [Int](repeating: 0, count: classes)
    for (position, label) in labels.enumerated() where isUsed(position) {
      guard let label else { continue }
      let (from, to) = (position * width, Int(label) * width)
      for place in 0..<width { means[to + place] += features.values[from + place] }
      counts[Int(label)] += 1
    }
    for label in 0..<classes where counts[label] > 0 {
      for place in 0..<width { means[label * width + place] /= Float(counts[label]) }
    }
    self.means = means
    self.counts = counts
  }

  /// The nearest class for each position.
  func answers(_ features: GridFeatures) -> [UInt8] {
    let used = (0..<classes).filter { counts[$0] > 0 }
    return features.values.withUnsafeBufferPointer { values in
      means.withUnsafeBufferPointer { means in
        (0..<features.count).map { position in
          var (best, least) = (0, Float.infinity)
          for label in used {
            var sum: Float = 0
            for place in 0..<width {
              let difference = values[position * width + place] - means[label * width + place]
              sum += difference * difference
            }
            if sum < least { (best, least) = (label, sum) }
          }
          return UInt8(best)
        }
      }
    }
  }
}
