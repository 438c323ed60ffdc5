import LeNetCatalog
import LeNetData
import LeNetModel
import Testing

@Suite("Data sets")
struct DatasetTests {
  static let mnist = Result { try DatasetSplits.mnist() }

  @Test("the parts of MNIST have the known sizes, classes and hashes")
  func splits() throws {
    let splits = try Self.mnist.get()
    #expect(splits.training.count == 60_000)
    #expect(splits.test.count == 10_000)
    for split in [splits.training, splits.test] {
      #expect(split.name == "mnist")
      #expect(split.shape == Shape(1, 28, 28))
      #expect(split.images.count == split.count * 784)
      #expect(split.classes == Dataset.digits)
    }
    #expect(
      splits.training.sha256 == [
        "train-images-idx3-ubyte":
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "train-labels-idx1-ubyte":
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      ])
    #expect(
      splits.test.sha256 == [
        "t10k-images-idx3-ubyte":
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1-ubyte":
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
      ])
  }

  @Test("each digit of MNIST is there as often as is known")
  func histogram() throws {
    let splits = try Self.mnist.get()
    #expect(
      counts(splits.training.labels)
        == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(
      counts(splits.test.labels) == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect(splits.training.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(splits.test.labels.prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
  }

  @Test("the training pixels have mean 0.1307 and deviation 0.3081, the test pixels 0.1325, 0.3105")
  func moments() throws {
    let splits = try Self.mnist.get()
    for (split, mean, standardDeviation) in [
      (splits.training, 0.1307, 0.3081), (splits.test, 0.1325, 0.3105),
    ] {
      let (sum, squares) = split.images.reduce(into: (0, 0)) { sums, pixel in
        sums.0 += Int(pixel)
        sums.1 += Int(pixel) * Int(pixel)
      }
      let count = Double(split.images.count) * 255
      let average = Double(sum) / count
      let variance = Double(squares) / (count * 255) - average * average
      #expect((average - mean).magnitude < 0.00005)
      #expect((variance.squareRoot() - standardDeviation).magnitude < 0.00005)
    }
  }

  @Test("one part of MNIST alone is the same")
  func onePart() throws {
    let test = try Dataset.mnist(.test)
    let splits = try Self.mnist.get()
    #expect(test.images == splits.test.images)
    #expect(test.labels == splits.test.labels)
  }

  @Test("images and labels that do not fit are refused", arguments: Self.misfits)
  func refused(misfit: Misfit) {
    let error = #expect(throws: DatasetError.self) { try misfit.dataset() }
    #expect(error == misfit.error)
    #expect(error?.description == misfit.text)
  }

  @Test("a damaged program is told from a damaged file")
  func checksum() {
    let error = DatasetError.checksum(file: "t10k-labels-idx1-ubyte", expected: "ab", found: "cd")
    #expect(
      error.description
        == "t10k-labels-idx1-ubyte in the program has SHA-256 cd, expected ab; the program is "
        + "damaged, build or install it again")
  }

  @Test("parts with images of different sizes are refused")
  func shapes() throws {
    let first = try Dataset(name: "a", shape: Shape(1, 1, 2), images: [1, 2], labels: [0])
    let second = try Dataset(name: "a", shape: Shape(1, 2, 1), images: [1, 2], labels: [0])
    #expect(
      throws: DatasetError.shapes(
        dataset: "a", training: Shape(1, 1, 2), test: Shape(1, 2, 1))
    ) { try DatasetSplits(training: first, test: second) }
  }

  private func counts(_ labels: [UInt8]) -> [Int] {
    labels.reduce(into: [Int](repeating: 0, count: 10)) { $0[Int($1)] += 1 }
  }

  /// A data set that cannot be, and why.
  struct Misfit: Sendable {
    var shape = Shape(1, 1, 2)
    var images: [UInt8] = [1, 2, 3, 4]
    var labels: [UInt8] = [0, 1]
    var classes = ["a", "b"]
    let error: DatasetError
    let text: String

    func dataset() throws(DatasetError) -> Dataset {
      try Dataset(name: "own", shape: shape, images: images, labels: labels, classes: classes)
    }
  }

  static let misfits = [
    Misfit(
      images: [1, 2, 3], error: .pixels(dataset: "own", count: 3, shape: Shape(1, 1, 2)),
      text:
        "own: 3 pixels are not a whole number of images of 1x1x2; give all pixels of at least one "
        + "image"),
    Misfit(
      images: [], labels: [], error: .pixels(dataset: "own", count: 0, shape: Shape(1, 1, 2)),
      text:
        "own: 0 pixels are not a whole number of images of 1x1x2; give all pixels of at least one "
        + "image"),
    Misfit(
      shape: Shape(1, 0, 2), error: .pixels(dataset: "own", count: 4, shape: Shape(1, 0, 2)),
      text:
        "own: 4 pixels are not a whole number of images of 1x0x2; give all pixels of at least one "
        + "image"),
    Misfit(
      shape: Shape(-1, -1, 2), error: .pixels(dataset: "own", count: 4, shape: Shape(-1, -1, 2)),
      text:
        "own: 4 pixels are not a whole number of images of -1x-1x2; give all pixels of at least "
        + "one image"),
    Misfit(
      shape: Shape(.max, .max, .max),
      error: .pixels(dataset: "own", count: 4, shape: Shape(.max, .max, .max)),
      text: "own: 4 pixels are not a whole number of images of "
        + "9223372036854775807x9223372036854775807x9223372036854775807; give all pixels of at least "
        + "one image"),
    Misfit(
      labels: [0], error: .counts(dataset: "own", images: 2, labels: 1),
      text: "own: there are 2 images but 1 labels; give each image one label"),
    Misfit(
      labels: [0, 2], error: .label(dataset: "own", label: 2, position: 1, classes: 2),
      text:
        "own: label 2 of image 1 has no class, expected 0 to 1; correct it, or name all classes: "
        + "`classes` for images in memory, a classes.txt beside files"),
    Misfit(
      classes: [], error: .classes(file: nil, .noNames),
      text: "the list of classes: there is no class name; give at least one"),
    Misfit(
      classes: ["a", "a"], error: .classes(file: nil, .repeatedName("a", position: 1)),
      text: "the list of classes: class 1 repeats the name \"a\"; give each class its own"),
    Misfit(
      classes: ["a", ""], error: .classes(file: nil, .emptyName(position: 1)),
      text: "the list of classes: class 1 has no name; give each class one"),
  ]
}
