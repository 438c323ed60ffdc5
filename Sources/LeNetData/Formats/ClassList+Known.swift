extension ClassList {
  /// Fashion-MNIST's, <https://github.com/zalandoresearch/fashion-mnist>.
  static let fashion = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  /// KMNIST's, the sounds of its ten characters.
  static let kuzushiji = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]

  /// CIFAR-10's.
  static let cifar10 = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// EMNIST's by split, for folders without its mapping; nil for a split that does not exist.
  ///
  /// `bymerge` and `balanced` lack the small letters that are written like capitals; `letters` has
  /// one class for a small letter and its capital.
  static func emnist(split: String) -> [String]? {
    let capitals = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
    let small = capitals.map { $0.lowercased() }
    switch split {
    case "digits", "mnist": return digits
    case "letters": return capitals
    case "byclass": return digits + capitals + small
    case "bymerge", "balanced": return digits + capitals + small.filter("abdefghnqrt".contains)
    default: return nil
    }
  }
}
