import CMNIST
public import LeNetCatalog

extension Dataset {
  /// One split of MNIST, which is built into the program.
  ///
  /// Throws if the SHA-256 of one of its two files is not the known one.
  public static func mnist(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    let files = EmbeddedFiles(split)
    let images = try files.images.read { input throws(IDXError) in
      try IDX.images(input, verifying: false)
    }
    let labels = try files.labels.read { input throws(IDXError) in
      try IDX.labels(input, verifying: false)
    }
    try files.images.check(images.sha256)
    try files.labels.check(labels.sha256)
    return try Dataset(
      name: "mnist", shape: images.shape, images: images.pixels, labels: labels.labels,
      sha256: [files.images.name: images.sha256, files.labels.name: labels.sha256])
  }
}

/// The two files of a split; the hashes are those of Data/mnist/SHA256SUMS.
private struct EmbeddedFiles {
  let images: EmbeddedFile
  let labels: EmbeddedFile

  init(_ split: DatasetSplit) {
    switch split {
    case .training:
      images = EmbeddedFile(
        name: "train-images-idx3-ubyte", content: cmnist_training_images(),
        sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")
      labels = EmbeddedFile(
        name: "train-labels-idx1-ubyte", content: cmnist_training_labels(),
        sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")
    case .test:
      images = EmbeddedFile(
        name: "t10k-images-idx3-ubyte", content: cmnist_test_images(),
        sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")
      labels = EmbeddedFile(
        name: "t10k-labels-idx1-ubyte", content: cmnist_test_labels(),
        sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")
    }
  }
}

/// One gzip file in the program, and the SHA-256 of its content.
private struct EmbeddedFile {
  let name: String
  let content: CMNISTFile
  let sha256: String

  /// Passes the bytes, which live as long as the program, to `read`; its error gets the file's name.
  func read<Content>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(IDXError) -> Content
  ) throws(DatasetError) -> Content {
    do {
      return try body(UnsafeBufferPointer(start: content.bytes, count: content.count))
    } catch {
      throw .idx(file: name, error)
    }
  }

  /// Throws if the content does not have the known hash.
  func check(_ found: String) throws(DatasetError) {
    guard found == sha256 else {
      throw .checksum(file: name, expected: sha256, found: found)
    }
  }
}
