import ArgumentParser
import LeNet
import LeNetImages
import LeNetDrawing
import LeNetReading
import LeNetText

extension ShowCommand {
  struct Samples: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The first images of each class of a data set.")
    @OptionGroup var data: DataOptions

    @Option(help: ArgumentHelp("Split of the data set: training or test.", valueName: "split"))
    var split = Split.training

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Images per class. (default: 16; in the terminal as many as fit)",
        valueName: "n"))
    var perClass: Int?

    @OptionGroup var picture: PictureOptions

    /// The splits in a data set's files.
    enum Split: String, ExpressibleByArgument, CaseIterable {
      case training, test
    }

    func validate() throws {
      try refuse(perClass, "--per-class", unlessIn: 1...200)
    }

    func run() throws {
      let dataset = try data.load(split == .training ? .training : .test)
      try picture.write(
        .samples(of: dataset, split: split.rawValue, perClass: perClass ?? 16)
      ) { terminal in
        let width = dataset.shape.columns - 2 * SampleText.border + 2
        return SampleText(
          dataset, split: split.rawValue, perClass: perClass ?? max(1, terminal.columns / width)
        ).lines(on: terminal)
      }
    }
  }

  struct FeatureMaps: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The feature maps of each layer for your own picture.",
      discussion: """
        It prepares the picture as 'lenet predict' does. For an image of a data set use
        'lenet show activity'.
        """)
    @Argument(help: "The picture, or - for standard input.", completion: .file())
    var image: String

    @Option(
      help: ArgumentHelp(
        "The model file, or the folder of a run. (default: the built-in model)", valueName: "file"),
      completion: .file(extensions: ["safetensors"]))
    var model: String?

    @Option(
      help: ArgumentHelp(
        "How the picture is prepared: digit finds the ink, resize only resizes the whole picture. (default: digit; "
          + "resize where the network's images have colours)", valueName: "how"))
    var preparation: DigitReader.Approach?

    @OptionGroup var picture: PictureOptions

    func validate() throws {
      if image == picture.output {
        throw ValidationError(
          "--output \(image) would overwrite the input picture; name another file")
      }
    }

    func run() throws {
      let model = try model.map { try ModelFile.named($0) } ?? DigitReader.defaultModel
      let reader = try DigitReader(model: model, approach: preparation)
      if model.rejectionPolicy == nil { OutputStream.error.note(PredictionReport.uncalibrated) }
      let raster: RasterImage
      do throws(ImageError) {
        raster =
          image == "-"
          ? try RasterImage(decoding: try StandardInput.bytes(limit: RasterImage.largestFile))
          : try RasterImage(contentsOf: image)
      } catch {
        throw CommandFailure.wrongUse(PredictionReport.sentence(image, error))
      }
      guard let pixels = reader.prepared(raster) else {
        throw CommandFailure.wrongUse(
          "no ink was found in \(image), so there is nothing to show; give a picture of a digit, "
            + "or --preparation resize")
      }
      let layout = try reader.model.architecture.layout()
      let layers = LayerActivity.all(reader.activity(of: pixels), of: layout)
      let reading = reader.read(raster)
      let likeliest =
        "\(reading.label ?? "none"), \(NumberText.confidence(reading.confidence)) sure"
      let answer =
        reading.verdict == .other
        ? "no digit, the likeliest is \(likeliest)" : "\(likeliest), \(reading.verdict.rawValue)"
      let title = "\(layout.architecture.name) on \(image == "-" ? "standard input" : image)"
      try picture.write(
        .maps(
          layers, classes: reader.model.classes, title: title,
          detail: "answer \(answer); black is least, white greatest in a layer",
          summary: "Every layer's maps; the answer is \(answer). Black is least, white greatest.",
          isDistance: layout.layers.last?.layer.givesDistances == true)
      ) { terminal in
        ["\(title): \(answer)".visible] + MapText(layers).lines(on: terminal)
      }
    }
  }

  /// The options for a model and the images that its layers run on; without a model file, the built-in model.
  struct LayerOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "The model file, or the folder of a run. (default: the built-in model)", valueName: "file"),
      completion: .file(extensions: ["safetensors"]))
    var model: String?

    @OptionGroup var data: DataOptions

    /// The activity pictures and the number of images.
    func pictures() throws -> (pictures: ActivityPictures, count: Int) {
      let model = try model.map { try ModelFile.named($0) } ?? DigitReader.defaultModel
      let dataset = try data.load(.test, for: model.architecture.input)
      return (try ActivityPictures(model, on: dataset), dataset.count)
    }
  }

  struct Neuron: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The arithmetic of one number of a layer, with all its inputs.",
      discussion: """
        Without --map, --row and --column it shows the layer's greatest number.

        EXAMPLES
          lenet show neuron C1
          lenet show neuron C1 --image 7 --map 3 --row 10 --column 12 -o unit.svg
          lenet show neuron S2 --model runs/first/model.safetensors
        """)
    @Argument(help: "The layer, such as C1, S2 or F5.")
    var layer: String
    @OptionGroup var options: LayerOptions

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Which image of the test split, counted from 0.", valueName: "n"))
    var image = 0
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The map, or the unit of a vector, counted from 0.", valueName: "n"))
    var map: Int?
    @Option(
      parsing: .unconditional, help: ArgumentHelp("The row, counted from 0.", valueName: "n"))
    var row: Int?
    @Option(
      parsing: .unconditional, help: ArgumentHelp("The column, counted from 0.", valueName: "n"))
    var column: Int?
    @OptionGroup var picture: PictureOptions

    func run() throws {
      let (pictures, count) = try options.pictures()
      guard 0..<count ~= image else {
        throw CommandFailure.wrongUse(
          "--image is \(image); expected a number from 0 to \(count - 1)")
      }
      let unit = try pictures.unit(of: image, layer: layer, map: map, row: row, column: column)
      try picture.write(pictures.drawing(of: unit, image: image)) { _ in
        [unit.name] + unit.arithmetic.lines
      }
    }
  }

  struct Spread: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Histograms of each layer's outputs.")
    @OptionGroup var options: LayerOptions

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Number of images, the first of the test split.", valueName: "n"))
    var images = 100
    @OptionGroup var picture: PictureOptions

    func validate() throws {
      try refuse(images, "--images", unlessIn: 1...1000)
    }

    func run() throws {
      let (pictures, _) = try options.pictures()
      try picture.write(pictures.spread(images: images)) { _ in
        var table = TextTable(columns: [
          .init("layer"), .init("numbers", .right), .init("mean", .right),
          .init("std", .right), .init("least", .right), .init("greatest", .right),
          .init("are 0", .right),
        ])
        for spread in pictures.spreads(images: images) {
          table.addRow([
            spread.layer, spread.count.grouped, NumberText.fixed(spread.mean, 3),
            NumberText.fixed(spread.standardDeviation, 3), NumberText.fixed(spread.least, 3),
            NumberText.fixed(spread.greatest, 3), NumberText.percent(spread.zeros),
          ])
        }
        return table.screenLines
      }
    }
  }
}
