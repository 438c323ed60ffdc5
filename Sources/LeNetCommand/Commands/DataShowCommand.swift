import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetData
import LeNetDrawing
import LeNetImages
import LeNetText

/// `lenet data show`: draws images of a data set with their classes.
struct DataShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Draw images of a data set with their classes.",
    discussion: """
      It draws into the terminal, or into the named file. Pictures of digits appear
      as a network gets them, prepared in grey. Colour photographs appear in colour,
      as in recipe cifar10.

      EXAMPLES
        lenet data show mnist
        lenet data show mnist --class 7 --count 60 -o sevens.svg
        lenet data show ~/letters --split training --first 1000 -o sheet.png
        lenet data show cifar-10-batches-bin -o sheet.svg
      """)

  @Argument(
    help: "Name of a data set, a file or a folder.",
    completion: PathCompletion.kind(
      names: KnownDataset.all.map(\.name), extensions: ["csv", "npz"]))
  var data: String

  @Option(help: ArgumentHelp("Images to draw.", valueName: "split"))
  var split = DatasetSplit.test

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "First image, counted from 0; with --class, within the class.", valueName: "n"))
  var first = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of images. (default: 12 in the terminal, 50 in a file)", valueName: "n"))
  var count: Int?

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("Only this class, by name or number.", valueName: "class"))
  var className: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("SVG or PNG file to draw into. (default: the terminal)", valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var output: String?

  @OptionGroup var place: DataFolderOptions
  @OptionGroup var pictures: PictureFileOptions
  @OptionGroup var files: DataReadingOptions

  @Flag(help: "Prepare picture files in colour, 3 x 32 x 32.")
  var colour = false

  func validate() throws {
    try refuse(count, "--count", unlessIn: 1...2000)
    try refuse(first, "--first", unlessIn: 0...100_000_000)
    if let output, PictureFile(path: output) == nil {
      throw ValidationError("--output is \(output); expected a name that ends in .svg or .png")
    }
  }

  func run() throws {
    let choice = try DataChoice(data, in: place.folders, reading: files.reading)
    let input = try pictures.input(of: choice, colour: colour)
    let dataset = try choice.load(split, pictures.prepared(for: input))
    let images = try chosen(of: dataset)
    if let output, let file = PictureFile(path: output) {
      try file.write(.images(images, of: dataset, split: split.rawValue))
      return try OutputStream.standard.writePath(output)
    }
    let gallery = DigitGallery(items: images.map { item($0, of: dataset) })
    let lines = gallery.lines(on: OutputStream.standard.terminal)
    try OutputStream.standard.writeLine(lines.joined(separator: "\n"))
  }

  /// The indices of the images to draw.
  private func chosen(of dataset: Dataset) throws -> [Int] {
    var images = Array(0..<dataset.count)
    if let className {
      let number = Int(className).flatMap { dataset.classes.indices.contains($0) ? $0 : nil }
      guard let label = dataset.classes.firstIndex(of: className) ?? number else {
        throw CommandFailure.wrongUse(
          "--class \(className) is not a class of \(dataset.name); choose one of "
            + "\(dataset.classes.joined(separator: ", "))")
      }
      images.removeAll { Int(dataset.labels[$0]) != label }
      guard !images.isEmpty else {
        throw CommandFailure.wrongUse(
          "the \(split.rawValue) split of \(dataset.name) has no image of class "
            + "\(dataset.classes[label]); choose another --class or --split")
      }
    }
    guard images.indices.contains(first) else {
      throw CommandFailure.wrongUse(
        "--first is \(first); expected a number from 0 to \(images.count - 1)")
    }
    return Array(images[first...].prefix(count ?? (output == nil ? 12 : 50)))
  }

  private func item(_ image: Int, of dataset: Dataset) -> DigitGallery.Item {
    let shape = dataset.shape
    let size = shape.rows * shape.columns
    let pixels = dataset.pixels(of: image)
    // A terminal shows greys: the mean of the maps.
    let grey = (0..<size).map { place in
      UInt8((0..<shape.maps).reduce(0) { $0 + Int(pixels[$1 * size + place]) } / shape.maps)
    }
    let name = dataset.classes[Int(dataset.labels[image])].visible
    return DigitGallery.Item(
      drawing: DigitDrawing(rows: shape.rows, columns: shape.columns, pixels: grey),
      caption: "\(name)  (\(image))", colour: .bold)
  }
}

extension DatasetSplit: HyphenatedArgument {}
