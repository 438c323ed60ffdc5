import LeNetCatalog

/// EMNIST's file `emnist-SPLIT-mapping.txt`: a label and the codes of its characters per line.
struct EMNISTMapping {
  /// The class names, in the order of their labels.
  let classes: [String]
  /// The label of the first class: 1 in `letters`, else 0.
  let first: Int

  /// Reads lines such as `36 97` or `1 65 97`, whose labels follow one another.
  init?(_ bytes: [UInt8]) {
    var classes: [String] = []
    var first: Int?
    for line in bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      let numbers = line.split(separator: 32).map { Int(String(decoding: $0, as: UTF8.self)) }
      guard numbers.count >= 2, classes.count < ClassList.largestCount, let label = numbers[0],
        let code = numbers[1], (33...126).contains(code)
      else { return nil }
      let start = first ?? label
      guard (0...1).contains(start), label == start + classes.count else { return nil }
      first = start
      classes.append(String(UnicodeScalar(UInt8(code))))
    }
    guard let first, (try? ClassList.check(classes)) != nil else { return nil }
    self.classes = classes
    self.first = first
  }

  /// The built-in mapping of a split; nil for an unknown split.
  init?(split: String) {
    guard let classes = KnownDataset.find("emnist-\(split)")?.classes else { return nil }
    self.classes = classes
    first = split == "letters" ? 1 : 0
  }
}
