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
        It prepares the picture as 'lenet predict' does. For an image of a data set
        use 'lenet show activity'.
        """)
    @Argument(help: "The picture, or - for standard input.", completion: .file())
    var image: String

    @OptionGroup var options: ModelOptions

    @Option(
      help: ArgumentHelp(
        "How the picture is prepared: digit finds the ink, resize only resizes the whole picture. (default: digit; "
          + "resize where the network's images have colours)", valueName: "how"))
    var preparation: DigitReader.Approach?

    @OptionGroup var numbers: NumbersOptions

    func validate() throws {
      try refuse(numbers.output, "--output", over: [image, options.file, options.named])
    }

    func run() throws {
      let model = try options.load()
      let reader = try DigitReader(model: model, approach: preparation)
      if model.rejectionPolicy == nil { OutputStream.error.remark(PredictionReport.uncalibrated) }
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
      // A model without thresholds accepts everything, which says nothing of an answer.
      let verdict =
        reader.model.rejectionPolicy == nil && reading.verdict == .accepted
        ? "" : ", \(reading.verdict.rawValue)"
      let answer =
        reading.verdict == .other
        ? "no digit, the likeliest is \(likeliest)" : likeliest + verdict
      let title = "\(layout.architecture.name) on \(image == "-" ? "standard input" : image)"
      try numbers.write(
        .maps(
          layers, classes: reader.model.classes, title: title,
          detail: "answer \(answer); black is least, white greatest in a layer",
          summary: "Every layer's maps; the answer is \(answer). Black is least, white greatest.",
          isDistance: layout.layers.last?.layer.givesDistances == true)
      ) {
        layers.map(\.array)
      } object: {
        [
          "architecture": .string(layout.architecture.name), "file": .string(image),
          "answer": reading.label.map(JSON.string) ?? .null,
          "verdict": .string(reading.verdict.rawValue),
          "confidence": .number(Double(reading.confidence)),
          "layers": .array(layers.map(\.array.json)),
        ]
      } or: { terminal in
        ["\(title): \(answer)".visible] + MapText(layers).lines(on: terminal)
      }
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
          lenet show neuron S2 runs/first
        """)
    @Argument(
      help: "The layer, such as C1, S2 or F5.", completion: ValueCompletion.layers)
    var layer: String
    @OptionGroup var options: ImageOptions

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
    @OptionGroup var format: OutputOptions

    func run() throws {
      let pictures = try options.pictures()
      let image = options.image
      let unit = try pictures.unit(of: image, layer: layer, map: map, row: row, column: column)
      try picture.write(pictures.drawing(of: unit, image: image), as: format) {
        .object([
          "architecture": .string(pictures.name), "dataset": .string(pictures.dataset.name),
          "image": .integer(image), "layer": .string(unit.layer.name), "map": .integer(unit.map),
          "row": .integer(unit.row), "column": .integer(unit.column),
          "value": .number(unit.arithmetic.value),
          "steps": .array(unit.arithmetic.steps.map(JSON.string)),
          "grids": .array(
            unit.arithmetic.grids.map { grid in
              .object([
                "title": .string(grid.title), "columns": .integer(grid.columns),
                "values": .array(grid.values.map { JSON($0) }),
              ])
            }),
        ])
      } or: { _ in
        ["\(unit.name) of \(pictures.title(of: image))".visible] + unit.arithmetic.lines
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
    @OptionGroup var format: OutputOptions

    func validate() throws {
      try refuse(images, "--images", unlessIn: 1...1000)
    }

    func run() throws {
      let pictures = try options.pictures()
      let spreads = pictures.spreads(images: images)
      try picture.write(pictures.drawing(of: spreads, images: images), as: format) {
        .object([
          "architecture": .string(pictures.name), "dataset": .string(pictures.dataset.name),
          "layers": .array(
            spreads.map { spread in
              .object([
                "name": .string(spread.layer), "count": .integer(spread.count),
                "mean": .number(spread.mean),
                "standardDeviation": .number(spread.standardDeviation),
                "least": .number(spread.least), "greatest": .number(spread.greatest),
                "zeros": .number(spread.zeros),
              ])
            }),
        ])
      } or: { _ in
        var table = TextTable(columns: [
          .init("layer"), .init("numbers", .right), .init("mean", .right),
          .init("std", .right), .init("least", .right), .init("greatest", .right),
          .init("are 0", .right),
        ])
        for spread in spreads {
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
