import LeNetModel

// Sizes and SHA-256 of the gzip files: tensorflow/datasets, url_checksums/mnist.txt,
// fashion_mnist.txt and kmnist.txt. The same files by MD5: pytorch/vision, datasets/mnist.py.

extension KnownDataset {
  /// MNIST, which is part of the program as well.
  ///
  /// Contents: the SHA-256 of the files in the program, Data/mnist/SHA256SUMS.
  public static let mnist = KnownDataset(
    name: "mnist", title: "MNIST", shape: Shape(1, 28, 28), training: 60_000, test: 10_000,
    classes: KnownDataset.digits,
    licence: "Y. LeCun, C. Cortes and C. J. C. Burges, CC BY-SA 3.0",
    page: "https://yann.lecun.com/exdb/mnist/",
    files: idxFiles(
      [
        (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
      ],
      contents: [
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
      ],
      // cvdfoundation/mnist; pytorch/vision, datasets/mnist.py.
      mirrors: [
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
      ]),
    format: .idx, torchvisionFolder: "MNIST/raw")

  /// Fashion-MNIST, images of clothes in MNIST's form.
  ///
  /// Contents: the SHA-256 of what Debian's package dataset-fashion-mnist
  /// (0.0~git20200523.55506a9-1) holds, repacked there. open-mmlab/mmpretrain,
  /// datasets/mnist.py, has the MD5 of both and so confirms that these are the published ones.
  public static let fashionMNIST = KnownDataset(
    name: "fashion-mnist", title: "Fashion-MNIST", shape: Shape(1, 28, 28), training: 60_000,
    test: 10_000,
    classes: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    licence: "Zalando SE, MIT licence", page: "https://github.com/zalandoresearch/fashion-mnist",
    files: idxFiles(
      [
        (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
      ],
      contents: [
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
      ],
      // keras-team/keras, datasets/fashion_mnist.py; the data set's own repository.
      mirrors: [
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      ]),
    format: .idx, torchvisionFolder: "FashionMNIST/raw")

  /// Kuzushiji-MNIST, cursive hiragana in MNIST's form.
  ///
  /// Contents: the SHA-256 of what files with these digests hold; of the training images, no copy
  /// was at hand.
  public static let kmnist = KnownDataset(
    name: "kmnist", title: "Kuzushiji-MNIST", shape: Shape(1, 28, 28), training: 60_000,
    test: 10_000,
    // pytorch/vision, datasets/mnist.py.
    classes: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    licence: "CODH, adapted from the Kuzushiji Dataset of NIJL and others, CC BY-SA 4.0",
    page: "https://github.com/rois-codh/kmnist",
    files: idxFiles(
      [
        (18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
        (29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
        (3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
        (5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
      ],
      contents: [
        nil,
        "2a16eeae62da984b8bd24fa32e31d47291f01dac3fe84d5594f304f71e7d374b",
        "76fbd229ce87db80dd281af5e6670de4ad0e42fb30a7bd643972994c47c1f42e",
        "a11dc742be8e781a40a92f53d6a4957e7b7d36df2faa097659131ebfd8fd60c6",
      ],
      // The data set's own page; tensorflow/swift-models, Datasets/MNIST/KuzushijiMNIST.swift.
      mirrors: [
        "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/KMNIST/",
      ]),
    format: .idx, torchvisionFolder: "KMNIST/raw")

  /// The four files of 60,000 and 10,000 images of 28 x 28 under MNIST's names: training images and
  /// labels, test images and labels.
  private static func idxFiles(
    _ files: [(size: Int, sha256: String)], contents: [String?], mirrors: [String]
  ) -> [KnownFile] {
    let names = [
      "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ]
    let sizes = [16 + 60_000 * 784, 8 + 60_000, 16 + 10_000 * 784, 8 + 10_000]
    return files.indices.map { position in
      KnownFile(
        names[position], size: files[position].size, .sha256(files[position].sha256), in: mirrors,
        content: contents[position], contentSize: sizes[position])
    }
  }
}
