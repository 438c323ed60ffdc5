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
    switch set {
    case "MNIST": ClassList.digits
    case "Fashion-MNIST": ClassList.fashion
    case "KMNIST": ClassList.kuzushiji
    default: nil
    }
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

  private static let table: [String: KnownBytes] = [
    // Uncompressed: MNIST's as in Data/mnist/SHA256SUMS, Fashion-MNIST's as in Debian's package
    // dataset-fashion-mnist.
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db":
      KnownBytes("MNIST", .training, .images),
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5":
      KnownBytes("MNIST", .training, .labels),
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7":
      KnownBytes("MNIST", .test, .images),
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2":
      KnownBytes("MNIST", .test, .labels),
    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888":
      KnownBytes("Fashion-MNIST", .training, .images),
    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9":
      KnownBytes("Fashion-MNIST", .training, .labels),
    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b":
      KnownBytes("Fashion-MNIST", .test, .images),
    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34":
      KnownBytes("Fashion-MNIST", .test, .labels),
    // Compressed, as published: the checksums of TensorFlow Datasets (url_checksums/kmnist.txt).
    "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4":
      KnownBytes("KMNIST", .training, .images),
    "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17":
      KnownBytes("KMNIST", .training, .labels),
    "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5":
      KnownBytes("KMNIST", .test, .images),
    "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c":
      KnownBytes("KMNIST", .test, .labels),
  ]
}
