import ArgumentParser
import LeNet
import LeNetDrawing
import LeNetFiles
import LeNetGraphics
import LeNetText

/// `lenet show`: draws networks, models, data and runs.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Draw networks, models, data and runs.",
    discussion: """
      --output writes an SVG file, which follows a browser's light or dark scheme
      and has a text alternative, or a PNG file. Without it, the drawing goes to
      the terminal, in characters.

      Drawings of one model take it as the last argument, or as --model FILE: a
      model file or the folder of a run. Without it, they show the built-in model.
      --image N is an image of the test split, counted from 0.

      EXAMPLES
        lenet show architecture lenet5-1998 -o lenet5.svg
        lenet show samples                       digits of every class
        lenet show feature-maps photo.jpg -o maps.png    the output of every layer
        lenet show feature-maps photo.jpg runs/a -o maps.npz    its numbers
        lenet show kernels model.safetensors
        lenet show confusion model.safetensors
        lenet show errors model.safetensors -o errors.svg
        lenet show activity model.safetensors --image 7
        lenet show neuron C1 --image 7             the arithmetic of one number
        lenet show robustness a.safetensors b.safetensors
        lenet show curves runs/a runs/b          errors of runs by epoch
      """,
    subcommands: [
      Network.self, Connections.self, Bitmaps.self, ActivationFunctions.self, Samples.self,
      Kernels.self,
      FeatureMaps.self, Activity.self, Neuron.self, Spread.self, Confusion.self, Errors.self,
      Invariance.self, Robustness.self, Curves.self,
    ])

  struct Bitmaps: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The ten bitmaps of LeNet-5's output units.")
    @OptionGroup var picture: PictureOptions

    func run() throws {
      try picture.write(.digitBitmaps) { terminal in
        let items = DigitBitmap.all.enumerated().map { digit, bitmap in
          DigitGallery.Item(
            drawing: DigitDrawing(
              rows: DigitBitmap.rows, columns: DigitBitmap.columns,
              pixels: bitmap.coordinates.map { $0 > 0 ? 255 : 0 }
            ).doubled, caption: "\(digit)",
            colour: .bold)
        }
        return DigitGallery(items: items).lines(on: terminal)
      }
    }
  }

  struct Connections: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A network's connection table; by default LeNet-5's Table I.")
    @Argument(
      help: "Architecture with a connection table, a name or a file.",
      completion: .list(Architecture.all.map(\.name)))
    var architecture = Architecture.leNet51998.name
    @Option(help: ArgumentHelp("Layer with a table. (default: the first one)", valueName: "name"))
    var layer: String?
    @OptionGroup var picture: PictureOptions

    func run() throws {
      let architecture = try Architecture.find(architecture)
      for (position, named) in architecture.layers.enumerated() {
        guard case .convolution(let convolution) = named.layer,
          let table = convolution.connections, layer == nil || layer == named.name
        else { continue }
        let source = position > 0 ? architecture.layers[position - 1].name : "the input"
        return try picture.write(.connections(table, layer: named.name, source: source)) { _ in
          ConnectionText(table, layer: named.name, source: source).lines
        }
      }
      throw ValidationError(
        "\(architecture.name) has no connection table\(layer.map { " in layer \($0)" } ?? ""); "
          + "lenet5-1998, lenet1 and lenet4 have one in C3")
    }
  }

  struct Kernels: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The kernels of a model's convolutions.")
    @OptionGroup var options: ModelOptions
    @OptionGroup var numbers: NumbersOptions

    func run() throws {
      let model = try options.load()
      let convolutions = model.parameters.layout.layers.filter { $0.layer.kind == "convolution" }
      guard !convolutions.isEmpty else {
        throw ValidationError("\(model.architecture.name) has no convolution, so no kernels")
      }
      let kernels = convolutions.flatMap(\.parameters).filter { $0.role == .weight }.map {
        NamedArray(
          name: $0.name, sizes: $0.shape, values: Array(model.parameters.values[$0.range]))
      }
      try numbers.write(.kernels(of: model)) {
        kernels
      } object: {
        [
          "architecture": .string(model.architecture.name),
          "kernels": .array(kernels.map(\.json)),
        ]
      } or: {
        KernelText(model).lines(on: $0)
      }
    }
  }

  struct Activity: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The output of every layer of a model for one image.")
    @OptionGroup var options: ImageOptions
    @OptionGroup var numbers: NumbersOptions

    func run() throws {
      let pictures = try options.pictures()
      let shown = pictures.layers(of: options.image)
      try numbers.write(pictures.activity(of: options.image)) {
        shown.layers.map(\.array)
      } object: {
        [
          "architecture": .string(pictures.name), "dataset": .string(pictures.dataset.name),
          "image": .integer(options.image), "class": .string(shown.label),
          "answer": .string(shown.answer), "layers": .array(shown.layers.map(\.array.json)),
        ]
      } or: { terminal in
        [shown.text.visible] + MapText(shown.layers).lines(on: terminal)
      }
    }
  }

  struct Invariance: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The answers of a model for one image shifted, scaled and rotated.")
    @OptionGroup var options: ImageOptions
    @OptionGroup var picture: PictureOptions

    func run() throws {
      let pictures = try options.pictures()
      try picture.write(pictures.invariance(of: options.image)) { terminal in
        InvarianceText(pictures, image: options.image).lines(on: terminal)
      }
    }
  }

  struct Robustness: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The error of models on shifted, scaled and rotated test images.",
      discussion: "Curves have the name of their model's folder.")
    @Argument(
      help: "Model files, or folders of runs.", completion: .file(extensions: ["safetensors"]))
    var models: [String]
    @OptionGroup var data: DataOptions
    @OptionGroup var picture: PictureOptions

    func validate() throws {
      try picture.refuse(models.count, of: "models")
    }

    func run() throws {
      let named = try models.map { path in
        let named = RunFolderName.named(path)
        let isFolder = PathKind(named) == .folder
        let folder = isFolder ? named : splitPath(named).folder
        let name = isFolder || named.contains("/") ? folderName(folder) : named
        return (name: name, model: try ModelFile.named(path))
      }
      let input = named.first?.model.architecture.input
      let dataset = try data.load(.test, for: input)
      let charts = try Chart.robustness(of: named, on: dataset)
      try picture.write(.robustness(charts, on: dataset)) { _ in
        RobustnessText(charts, on: dataset).lines
      }
    }
  }

  struct Curves: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Validation, test and training error of runs by epoch.",
      discussion: """
        Of one run all that was measured is drawn, in training also within epochs. Of
        several runs it is the test error, else the validation error, and the error in
        training. Only runs trained with --test-each-epoch have a test error.
        """)
    @Argument(help: "Folders of runs.", completion: .directory)
    var runs: [String]
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Upper end of the chart's axis. (default: by the curves)", valueName: "percent"))
    var top: Double?
    @OptionGroup var picture: PictureOptions

    func validate() throws {
      if let top, !(top > 0 && top <= 100) {
        throw ValidationError("--top is \(top); expected a percentage above 0, at most 100")
      }
      try picture.refuse(runs.count, of: "runs")
    }

    func run() throws {
      let curves = try runs.map {
        try ErrorCurves(folder: RunFolderName.existing($0), isAlone: runs.count == 1).curves
      }
      // A single kind of curve needs no dashes.
      let isMixed = curves.contains { $0.count > 1 }
      let drawn = zip(curves.indices, curves).flatMap { number, curves in
        curves.map { curve in
          Chart.Curve(
            name: curve.name, points: curve.points, isDashed: isMixed && curve.isTraining,
            series: curve.isSecond ? number + 1 : number)
        }
      }
      let chart = Chart(
        title: "Error by epoch", xLabel: "epoch", yLabel: "error in %", curves: drawn,
        top: top ?? min(Chart.top(of: curves.joined().map { ($0.points, $0.isTraining) }), 100),
        countsFromZero: true)
      try picture.write(chart.drawing()) { ChartText(chart).lines(on: $0) }
    }
  }
}

extension PictureOptions {
  /// Throws for more curves than there are colours.
  fileprivate func refuse(_ count: Int, of what: String) throws {
    guard output != nil, count > Tone.series.count else { return }
    throw ValidationError(
      "--output has colours for at most \(Tone.series.count) \(what); got \(count)"
    )
  }
}
