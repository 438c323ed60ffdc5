import LeNetCatalog
import LeNetData
import LeNetModel

/// The orientation of digits, from a comparison with MNIST's mean digits in the eight orientations of a square.
struct DigitOrientation {
  /// An orientation of a square; the raw value describes the images.
  enum Way: String, CaseIterable {
    case upright
    case transposed = "transposed, rows and columns exchanged"
    case quarter = "turned a quarter to the left"
    case half = "upside down, turned by a half"
    case threeQuarters = "turned a quarter to the right"
    case mirrored = "mirrored, left and right exchanged"
    case flipped = "mirrored, top and bottom exchanged"
    case antitransposed = "mirrored along the other diagonal"

    /// The place in the upright image of the pixel at a place.
    func source(_ row: Int, _ column: Int, _ last: Int) -> (row: Int, column: Int) {
      switch self {
      case .upright: (row, column)
      case .transposed: (column, row)
      case .quarter: (column, last - row)
      case .half: (last - row, last - column)
      case .threeQuarters: (last - column, row)
      case .mirrored: (row, last - column)
      case .flipped: (last - row, column)
      case .antitransposed: (last - column, last - row)
      }
    }
  }

  /// How well each way explains the images: the share read right for digits, the mean correlation
  /// with the digit of the same form for letters.
  private(set) var scores: [Way: Double] = [:]
  /// The confusion of the labels with the digits that the images look like, in the best
  /// orientation.
  private(set) var confusion: Confusion?

  /// Letters that look like a digit.
  private static let lookalikes: [String: Int] = [
    "O": 0, "o": 0, "I": 1, "l": 1, "Z": 2, "z": 2, "S": 5, "s": 5, "G": 6, "B": 8, "q": 9,
  ]

  /// Looks at up to 3,000 images; nil if there are neither digits nor such letters.
  init?(_ dataset: Dataset, isInverted: Bool) throws(DatasetError) {
    guard dataset.shape.maps == 1,
      min(dataset.shape.rows, dataset.shape.columns) >= GridFeatures.side
    else { return nil }
    let digits = dataset.classes.map { Dataset.digits.firstIndex(of: $0) }
    let hasDigits = digits.contains { $0 != nil }
    let meanings = hasDigits ? digits : dataset.classes.map { Self.lookalikes[$0] }
    let known = dataset.labels.indices.filter { meanings[Int(dataset.labels[$0])] != nil }
    guard known.count >= 50 else { return nil }
    let step = max(1, known.count / 3000)
    let indices = stride(from: 0, to: known.count, by: step).map { known[$0] }
    let upright = try Self.normalized(Dataset.mnist(.test), isInverted: false)
    let means = Self.means(upright.values, upright.labels)
    let shown = Self.normalized(dataset, isInverted: isInverted, indices: indices)
    let labels = indices.map { UInt8(meanings[Int(dataset.labels[$0])] ?? 0) }
    for way in Way.allCases {
      let (answers, correlation) = Self.read(shown.values, Self.laid(means, way), labels)
      let read = Confusion(labels: labels, answers: answers, classes: 10)
      // The labels may be wrong too, as long as each means one digit.
      let score = hasDigits ? read.explained : correlation
      if hasDigits, score > scores.values.max() ?? -1 { confusion = read }
      scores[way] = score
    }
  }

  /// The orientation of the images, if it is not upright.
  var way: Way? {
    let own = scores[.upright] ?? 0
    guard let best = scores.max(by: { $0.value < $1.value }), best.key != .upright else {
      return nil
    }
    // Mean digits classify four in five digits, with any pen; letters only resemble them.
    let isPlain =
      confusion == nil ? best.value > own + 0.1 : best.value > 0.5 && best.value > own + 0.2
    return isPlain ? best.key : nil
  }

  private static let side = GridFeatures.side

  /// Grids over the inked part of images, each of mean 0 and length 1.
  private static func normalized(
    _ dataset: Dataset, isInverted: Bool, indices: [Int]? = nil
  ) -> (values: [Float], labels: [UInt8]) {
    let indices = indices ?? Array(0..<dataset.count)
    var source = dataset
    if isInverted, let turned = try? dataset.inverted() { source = turned }
    let frame = GridFeatures.inkFrame(source, indices: indices)
    var values = GridFeatures(source, indices: indices, frame: frame).values
    let width = side * side
    for start in stride(from: 0, to: values.count, by: width) {
      let mean = values[start..<start + width].reduce(0, +) / Float(width)
      var square: Float = 0
      for place in start..<start + width {
        values[place] -= mean
        square += values[place] * values[place]
      }
      let length = max(square.squareRoot(), .leastNormalMagnitude)
      for place in start..<start + width { values[place] /= length }
    }
    return (values, indices.map { source.labels[$0] })
  }

  private static func means(_ values: [Float], _ labels: [UInt8]) -> [Float] {
    let width = side * side
    var means = [Float](repeating: 0, count: 10 * width)
    for (position, label) in labels.enumerated() {
      for place in 0..<width {
        means[Int(label) * width + place] += values[position * width + place]
      }
    }
    for digit in 0..<10 {
      let range = digit * width..<(digit + 1) * width
      let length = means[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for place in range { means[place] /= max(length, .leastNormalMagnitude) }
    }
    return means
  }

  /// The mean digits in an orientation.
  private static func laid(_ means: [Float], _ way: Way) -> [Float] {
    means.indices.map { index in
      let (digit, place) = (index / (side * side), index % (side * side))
      let source = way.source(place / side, place % side, side - 1)
      return means[digit * side * side + source.row * side + source.column]
    }
  }

  /// The nearest digit of each image, and the mean correlation with the digit of its label.
  private static func read(
    _ values: [Float], _ means: [Float], _ labels: [UInt8]
  ) -> (answers: [UInt8], correlation: Double) {
    let width = side * side
    var sum = 0.0
    let answers = labels.indices.map { position -> UInt8 in
      var (best, most) = (0, -Float.infinity)
      for digit in 0..<10 {
        var product: Float = 0
        for place in 0..<width {
          product += values[position * width + place] * means[digit * width + place]
        }
        if product > most { (best, most) = (digit, product) }
        if digit == Int(labels[position]) { sum += Double(product) }
      }
      return UInt8(best)
    }
    return (answers, sum / Double(max(labels.count, 1)))
  }
}

extension Dataset {
  /// The images with inverted grey values.
  func inverted() throws(DatasetError) -> Dataset {
    try Dataset(
      name: name, shape: shape, images: images.map { 255 - $0 }, labels: labels, classes: classes,
      sha256: sha256)
  }
}
