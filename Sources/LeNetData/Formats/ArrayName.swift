/// What the name of an array says: which part of a data set it belongs to, and whether it has images or labels.
///
/// `x_train`, `X_train`, `trainX`, `train_images`, `Xtr` and the like are read, in any case.
struct ArrayName: Hashable {
  /// The parts that a file may have.
  enum Part: CaseIterable { case training, validation, test }

  let part: Part?
  let role: NPYArray.Role?
  /// Whether it is a list of the names of classes.
  let isNames: Bool

  private static let parts: [String: Part] = [
    "train": .training, "training": .training, "tr": .training, "trn": .training,
    "test": .test, "testing": .test, "te": .test, "tst": .test, "t10k": .test, "eval": .test,
    "val": .validation, "valid": .validation, "validation": .validation, "dev": .validation,
  ]
  private static let labels: Set = [
    "y", "label", "labels", "lbl", "lbls", "target", "targets", "class", "classes", "answers",
  ]
  private static let images: Set = [
    "x", "image", "images", "img", "imgs", "data", "pixels", "features", "digits", "inputs",
    "samples", "pictures",
  ]

  init(_ name: String) {
    var words: [String] = []
    for word in Self.words(name) {
      // Compounds without a mark between: `xtrain`, `trainx`.
      let marks = ["x", "y"]
      if let mark = marks.first(where: {
        word.hasPrefix($0) && Self.parts[String(word.dropFirst())] != nil
      }) {
        words += [mark, String(word.dropFirst())]
      } else if let mark = marks.first(where: {
        word.hasSuffix($0) && Self.parts[String(word.dropLast())] != nil
      }) {
        words += [mark, String(word.dropLast())]
      } else {
        words.append(word)
      }
    }
    isNames = words.contains("names") || words.contains("name")
    part = words.lazy.compactMap { Self.parts[$0] }.first
    role =
      words.contains(where: Self.labels.contains)
      ? .labels : words.contains(where: Self.images.contains) ? .images : nil
  }

  /// The words of a name in lower case, divided at marks and where capitals begin.
  private static func words(_ name: String) -> [String] {
    var words = [""]
    let letters = Array(name)
    for (place, letter) in letters.enumerated() {
      guard letter.isLetter || letter.isNumber else {
        words.append("")
        continue
      }
      let before = place > 0 ? letters[place - 1] : "_"
      let after = place + 1 < letters.count ? letters[place + 1] : "_"
      if letter.isUppercase, before.isLowercase || (before.isUppercase && after.isLowercase) {
        words.append("")
      }
      words[words.count - 1] += letter.lowercased()
    }
    return words.filter { !$0.isEmpty }
  }
}
