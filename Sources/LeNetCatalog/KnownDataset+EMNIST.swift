import LeNetModel

extension KnownDataset {
  /// The six splits of EMNIST, all out of one archive.
  ///
  /// Counts: the TensorFlow catalogue (emnist); of the letters 145,600, as NIST's page says, 4,800
  /// and 800 of each. Classes: pytorch/vision, datasets/mnist.py.
  public static let emnist: [KnownDataset] = [
    split("byclass", training: 697_932, test: 116_323, classes: digits + capitals + smalls),
    split("bymerge", training: 697_932, test: 116_323, classes: digits + capitals + unmerged),
    split("balanced", training: 112_800, test: 18_800, classes: digits + capitals + unmerged),
    split("letters", training: 124_800, test: 20_800, classes: capitals),
    split("digits", training: 240_000, test: 40_000, classes: digits),
    split("mnist", training: 60_000, test: 10_000, classes: digits),
  ]

  /// The names of ten digits, `0` to `9`.
  package static let digits: [String] = (0...9).map(String.init)
  private static let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
  private static let smalls = capitals.map { $0.lowercased() }
  /// The small letters that look unlike their capitals.
  private static let unmerged = smalls.filter { !"cijklmopsuvwxyz".contains($0) }

  /// Size and SHA-256: tensorflow/datasets, url_checksums/emnist.txt; the two hosts are NIST's.
  private static let archive = KnownFile(
    "gzip.zip", size: 561_753_746,
    .sha256("fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e"),
    in: [
      "https://biometrics.nist.gov/cs_links/EMNIST/",
      "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/",
    ])

  private static func split(
    _ split: String, training: Int, test: Int, classes: [String]
  ) -> KnownDataset {
    let names = ["train", "test"].flatMap { part in
      ["images-idx3", "labels-idx1"].map { "emnist-\(split)-\(part)-\($0)-ubyte.gz" }
    }
    return KnownDataset(
      name: "emnist-\(split)", title: "EMNIST \(split)", shape: Shape(1, 28, 28),
      training: training, test: test, classes: classes,
      licence: "G. Cohen, S. Afshar, J. Tapson and A. van Schaik, from NIST Special Database 19",
      page: "https://www.nist.gov/itl/products-and-services/emnist-dataset",
      files: [archive], members: names.map { ArchiveMember("gzip/\($0)", as: $0) },
      format: .emnist(split: split), folder: "emnist", torchvisionFolder: "EMNIST/raw")
  }
}
