import LeNetRandom

/// The stratified validation split of a training set, the same in every run.
///
/// It selects hyper-parameters and the epoch to keep. Its random key is constant and does not
/// depend on the training seed, so runs with different seeds use the same images.
public enum ValidationSplit {
  /// The key of the random choice, an arbitrary constant.
  private static let seed: UInt64 = 1998

  /// Splits the images 0 ..< labels.count; both lists ascend.
  ///
  /// Class c gives count * n_c / n images, rounded by largest remainder so that the sum is right;
  /// of equal remainders the lower class goes first. Throws unless 0 <= count < labels.count.
  public static func indices(
    labels: [UInt8], count: Int = 5000
  ) throws(DatasetError) -> (training: [Int32], validation: [Int32]) {
    guard count >= 0 && (count < labels.count || count == 0) else {
      throw .validation(count: count, images: labels.count)
    }
    return divided(labels, count: count) { $0 }
  }

  /// The split of a training set: the images that its makers set apart if there are `count` of them, else as above.
  ///
  /// With a count of 0 they are neither trained on nor used for validation.
  public static func indices(
    of dataset: Dataset, count: Int = 5000
  ) throws(DatasetError) -> (training: [Int32], validation: [Int32]) {
    guard let own = dataset.validation, own.count == count || count == 0, own.count < dataset.count
    else {
      return try indices(labels: dataset.labels, count: count)
    }
    let apart = Set(own)
    return ((0..<Int32(dataset.count)).filter { !apart.contains($0) }, count == 0 ? [] : own)
  }

  /// The same as of labels, but each class keeps one image to train on, which other classes do not
  /// make up for: the second list may be shorter than `count`, with 0 < count < labels.count.
  static func keepingClasses(
    labels: [UInt8], count: Int
  ) -> (training: [Int32], validation: [Int32]) {
    divided(labels, count: count) { $0 - 1 }
  }

  private static func divided(
    _ labels: [UInt8], count: Int, most: (Int) -> Int
  ) -> (training: [Int32], validation: [Int32]) {
    var members = [[Int32]](repeating: [], count: 256)
    for (index, label) in labels.enumerated() {
      members[Int(label)].append(Int32(index))
    }
    let shares = shares(of: count, sizes: members.map(\.count), most: most)
    var isChosen = [Bool](repeating: false, count: labels.count)
    for (label, share) in shares.enumerated() where share > 0 {
      let stream = RandomStream(seed: seed, purpose: .split, index: UInt32(label))
      let order = permutation(of: members[label].count, stream: stream)
      for place in order.prefix(share) {
        isChosen[Int(members[label][Int(place)])] = true
      }
    }
    let all = (0..<Int32(labels.count))
    return (all.filter { !isChosen[Int($0)] }, all.filter { isChosen[Int($0)] })
  }

  /// Whole numbers in proportion to the sizes that add up to `count` (largest remainder), none above
  /// the most that a size may give.
  private static func shares(of count: Int, sizes: [Int], most: (Int) -> Int) -> [Int] {
    let total = max(sizes.reduce(0, +), 1)
    var shares = sizes.map { count * $0 / total }
    let missing = count - shares.reduce(0, +)
    let byRemainder = sizes.indices.filter { shares[$0] < most(sizes[$0]) }.sorted {
      first, second in
      let (a, b) = (count * sizes[first] % total, count * sizes[second] % total)
      return a == b ? first < second : a > b
    }
    for label in byRemainder.prefix(missing) {
      shares[label] += 1
    }
    return shares
  }
}
