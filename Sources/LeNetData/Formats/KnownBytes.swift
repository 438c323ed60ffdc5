/// A file of a well-known data set, known by the SHA-256 of its bytes.
struct KnownBytes: Hashable, Sendable {
  /// What a file holds.
  enum Role: String, Sendable {
    case images, labels
  }

  /// The data set's name.
  let set: String
  let part: DatasetPart
  let role: Role

  /// The file of which this is the SHA-256, compressed as it is published or uncompressed.
  init?(sha256: String) {
    guard let found = Self.table[sha256] else { return nil }
    self = found
  }

  private init(_ set: String, _ part: DatasetPart, _ role: Role) {
    self.set = set
    self.part = part
    self.role = role
  }

  /// The names of the classes of a set by its name, nil where they are not known.
  static func classes(of set: String) -> [String]? {
    KnownDataset.all.first { $0.title == set }?.classes
  }

  /// The set that a folder's name speaks of, such as `FashionMNIST` or `fashion-mnist-raw`.
  static func set(called folder: String) -> String? {
    let name = folder.lowercased().filter { $0.isLetter || $0.isNumber }
    return if name.contains("fashion") {
      "Fashion-MNIST"
    } else if name.contains("kmnist") || name.contains("kuzushiji") {
      "KMNIST"
    } else if name.contains("emnist") || name.contains("qmnist") || !name.contains("mnist") {
      nil
    } else {
      "MNIST"
    }
  }

  /// The sets whose files bear the same names, by the digests that the catalog has of them.
  private static let table: [String: KnownBytes] = {
    var table: [String: KnownBytes] = [:]
    for dataset in [KnownDataset.mnist, .fashionMNIST, .kmnist] {
      for file in dataset.files {
        let known = KnownBytes(
          dataset.title, file.name.hasPrefix("train") ? .training : .test,
          file.name.contains("images") ? .images : .labels)
        if let content = file.content { table[content] = known }
        if case .sha256(let digest) = file.digest { table[digest] = known }
      }
    }
    return table
  }()
}
