import LeNetModel

extension KnownDataset {
  /// QMNIST: MNIST made again from NIST's scans, with 60,000 test images.
  ///
  /// MD5: pytorch/vision, datasets/mnist.py; no source gives sizes.
  public static let qmnist = KnownDataset(
    name: "qmnist", title: "QMNIST", shape: Shape(1, 28, 28), training: 60_000, test: 60_000,
    classes: Dataset.digits,
    licence: "C. Yadav and L. Bottou, BSD-style licence",
    page: "https://github.com/facebookresearch/qmnist",
    files: [
      ("qmnist-train-images-idx3-ubyte.gz", "ed72d4157d28c017586c42bc6afe6370"),
      ("qmnist-train-labels-idx2-int.gz", "0058f8dd561b90ffdd0f734c6a30e5e4"),
      ("qmnist-test-images-idx3-ubyte.gz", "1394631089c404de565df7b7aeaf9412"),
      ("qmnist-test-labels-idx2-int.gz", "5b5b05890a5e13444e108efe57b788aa"),
    ].map { name, md5 in
      // Two hosts of the one repository.
      KnownFile(
        name, .md5(md5),
        in: [
          "https://raw.githubusercontent.com/facebookresearch/qmnist/master/",
          "https://github.com/facebookresearch/qmnist/raw/master/",
        ], contentSize: name.contains("images") ? 16 + 60_000 * 784 : 12 + 60_000 * 8 * 4)
    },
    format: .qmnist, torchvisionFolder: "QMNIST/raw")

  /// USPS: digits of 16 x 16 from envelopes, as LIBSVM's collection has them.
  ///
  /// MD5: pytorch/vision, datasets/usps.py; no source gives sizes.
  public static let usps = KnownDataset(
    name: "usps", title: "USPS", shape: Shape(1, 16, 16), training: 7_291, test: 2_007,
    classes: Dataset.digits,
    licence: "J. J. Hull (1994), scaled by LIBSVM's makers; no licence is given",
    page: "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass.html#usps",
    files: [
      ("usps.bz2", "ec16c51db3855ca6c91edd34d0e9b197"),
      ("usps.t.bz2", "8ea070ee2aca1ac39742fdd1ef5ed118"),
    ].map { name, md5 in
      KnownFile(
        name, .md5(md5),
        in: ["https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass/"])
    },
    format: .usps, remark: "only LIBSVM's own host is known to have these files")

  /// CIFAR-10 in its binary form.
  ///
  /// Size and SHA-256: tensorflow/datasets, url_checksums/cifar10.txt. A batch is 10,000 times a
  /// label and 3,072 pixels, as the data set's page says.
  public static let cifar10 = KnownDataset(
    name: "cifar10", title: "CIFAR-10", shape: Shape(3, 32, 32), training: 50_000, test: 10_000,
    classes: [
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ],
    licence: "A. Krizhevsky, V. Nair and G. Hinton; no licence is given, cite their report",
    page: "https://www.cs.toronto.edu/~kriz/cifar.html",
    files: [
      KnownFile(
        "cifar-10-binary.tar.gz", size: 170_052_171,
        .sha256("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
        mirrors: [
          "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
          "https://cave.cs.toronto.edu/kriz/cifar-10-binary.tar.gz",
          "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/"
            + "cifar-10-binary.tar.gz",
        ])
    ],
    members: ((1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]).map { name in
      let path = "\(cifarFolder)/\(name)"
      return ArchiveMember(path, as: path, size: 10_000 * 3_073)
    },
    format: .cifar10)

  /// The folder that the binary batches are in.
  static let cifarFolder = "cifar-10-batches-bin"

  /// The batches of CIFAR-10 for Python, by MD5: pytorch/vision, datasets/cifar.py.
  static let cifarPythonBatches: [(name: String, md5: String)] = [
    ("data_batch_1", "c99cafc152244af753f735de768cd75f"),
    ("data_batch_2", "d4bba439e000b95fd0a9bffe97cbabec"),
    ("data_batch_3", "54ebc095f3ab1f0389bbae665268c751"),
    ("data_batch_4", "634d18415352ddfa80567beed471001a"),
    ("data_batch_5", "482c414d41f54cd18b22e5b47cb7c3cb"),
    ("test_batch", "40351d587109b95175f43aff81a1287e"),
  ]
}
