import LeNetModel

extension KnownDataset {
  /// QMNIST: MNIST made again from NIST's scans, with 60,000 test images.
  ///
  /// SHA-256: pytorch/vision, prototype/datasets/_builtin/mnist.py; sizes: the annex keys of
  /// datasets-mila/datasets--qmnist, which have the MD5 of pytorch/vision's datasets/mnist.py. The
  /// contents are those of label files with these digests; of the images, no copy was at hand.
  public static let qmnist = KnownDataset(
    name: "qmnist", title: "QMNIST", shape: Shape(1, 28, 28), training: 60_000, test: 60_000,
    classes: KnownDataset.digits,
    licence: "C. Yadav and L. Bottou, BSD-style licence",
    page: "https://github.com/facebookresearch/qmnist",
    files: [
      qmnistFile(
        "qmnist-train-images-idx3-ubyte.gz", size: 9_704_059,
        "9e26a7bf1683614e065d7b76460ccd52807165b3f22561fb782bd9f38c52b51d"),
      qmnistFile(
        "qmnist-train-labels-idx2-int.gz", size: 463_024,
        "2c05dc77f6b916b38e455e97ab129a42a444f3dbef09b278a366f82904e0dd9f",
        content: "bb1b6e1ec7b04fd5696f1ed50b5f58f8ef195118edd5c93c81783df9740b8ac5"),
      qmnistFile(
        "qmnist-test-images-idx3-ubyte.gz", size: 9_742_279,
        "43fc22bf7498b8fc98de98369d72f752d0deabc280a43a7bcc364ab19e57b375"),
      qmnistFile(
        "qmnist-test-labels-idx2-int.gz", size: 526_800,
        "9fbcbe594c3766fdf4f0b15c5165dc0d1e57ac604e01422608bb72c906030d06",
        content: "92d0ccb8c25f9c6534270fb4be7e1d24a1c6d315edfc8a638bfbd31c70f362dd"),
    ],
    format: .qmnist, torchvisionFolder: "QMNIST/raw")

  private static func qmnistFile(
    _ name: String, size: Int, _ sha256: String, content: String? = nil
  ) -> KnownFile {
    KnownFile(
      name, size: size, .sha256(sha256),
      // Two hosts of the one repository.
      in: [
        "https://raw.githubusercontent.com/facebookresearch/qmnist/master/",
        "https://github.com/facebookresearch/qmnist/raw/master/",
      ],
      content: content,
      contentSize: name.contains("images") ? 16 + 60_000 * 784 : 12 + 60_000 * 8 * 4)
  }

  /// USPS: digits of 16 x 16 from envelopes, as LIBSVM's collection has them.
  ///
  /// SHA-256: pytorch/vision, prototype/datasets/_builtin/usps.py; the same with sizes: the large
  /// file pointers of Lallapallooza/cycle_adv_ot. The content is that of a file with this digest.
  public static let usps = KnownDataset(
    name: "usps", title: "USPS", shape: Shape(1, 16, 16), training: 7_291, test: 2_007,
    classes: KnownDataset.digits,
    licence: "J. J. Hull (1994), scaled by LIBSVM's makers; no licence is given",
    page: "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass.html#usps",
    files: [
      KnownFile(
        "usps.bz2", size: 6_579_383,
        .sha256("3771e9dd6ba685185f89867b6e249233dd74652389f263963b3b741e994b034f"),
        in: uspsMirrors),
      KnownFile(
        "usps.t.bz2", size: 1_831_726,
        .sha256("a9c0164e797d60142a50604917f0baa604f326e9a689698763793fa5d12ffc4e"),
        in: uspsMirrors,
        content: "3839faa29aa5f6bfa0516cdd599fae8ad59b7a3777d09f7ca971d9f1cd8b6c6b",
        contentSize: 6_850_221),
    ],
    format: .usps)

  /// LIBSVM's collection, and two repositories of research that keep its files: the first as they
  /// are, the second as large files whose pointers have the digests above.
  private static let uspsMirrors = [
    "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass/",
    "https://raw.githubusercontent.com/team-approx-bayes/kpriors/"
      + "7113fe83a025bc6eba02b4d9fa8c9f10e04c6366/data/",
    "https://media.githubusercontent.com/media/Lallapallooza/cycle_adv_ot/"
      + "e38f5b5389aee70ca1d26910214e6140a89df080/data/",
  ]

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
  package static let cifarFolder = "cifar-10-batches-bin"

  /// The batches of CIFAR-10 for Python, by MD5: pytorch/vision, datasets/cifar.py.
  package static let cifarPythonBatches: [(name: String, md5: String)] = [
    ("data_batch_1", "c99cafc152244af753f735de768cd75f"),
    ("data_batch_2", "d4bba439e000b95fd0a9bffe97cbabec"),
    ("data_batch_3", "54ebc095f3ab1f0389bbae665268c751"),
    ("data_batch_4", "634d18415352ddfa80567beed471001a"),
    ("data_batch_5", "482c414d41f54cd18b22e5b47cb7c3cb"),
    ("test_batch", "40351d587109b95175f43aff81a1287e"),
  ]
}
