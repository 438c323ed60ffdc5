import ArgumentParser
import LeNet
import LeNetBenchmark
import LeNetText

/// `lenet bench`: measures how fast networks train and run on this machine.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast networks train and run on this machine.",
    usage: "lenet bench [<options>]",
    discussion: """
      It measures the processor's limit, fused multiply-adds in registers; then
      images per second with the test images in memory, and the share of each
      layer.
      Multiply-adds are those of the networks' formulas, without padding and
      unused lanes. Transformed convolutions need fewer, so a layer can exceed
      the limit.

      EXAMPLES
        lenet bench
        lenet bench --measure training --batch-size 64 --batch-size 256
        lenet bench --architecture lenet-caffe --measure layers
        lenet bench --threads 1 --json
        lenet bench --windows 1 --steps 10    the same work every time
      """)

  @Option(
    help: ArgumentHelp("Figure to measure; may be repeated. (default: all)", valueName: "what"))
  var measure: [Figure.Measure] = []

  @Option(
    help: ArgumentHelp(
      "Architecture, a name or a file; may be repeated. (default: all that take such images)",
      valueName: "name|file.json"),
    completion: PathCompletion.kind(names: Architecture.all.map(\.name), extensions: ["json"]))
  var architecture: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Images per step of training or inference; may be repeated. (default: 1, 64, 256)",
      valueName: "n"))
  var batchSize: [Int] = []

  @Flag(help: "Also distort the training images, affine and elastic as for digits.")
  var distortion = false

  @Option(help: ArgumentHelp("Measurements per figure; the median is reported.", valueName: "n"))
  var windows = 5

  @Option(help: ArgumentHelp("Seconds per measurement. (default: 0.4)", valueName: "s"))
  var seconds: Double?

  @Option(help: ArgumentHelp("Steps per measurement, instead of seconds.", valueName: "n"))
  var steps: Int?

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    for name in architecture where !name.hasSuffix(".json") {
      try check { _ = try Architecture.find(name) }
    }
    for size in batchSize { try refuse(size, "--batch-size", unlessIn: 1...10_000) }
    try refuse(windows, "--windows", unlessIn: 1...1000)
    if let steps { try refuse(steps, "--steps", unlessIn: 1...1_000_000) }
    guard let seconds else { return }
    guard steps == nil else {
      throw ValidationError("--seconds and --steps exclude each other; give one of them")
    }
    guard seconds > 0, seconds <= 600 else {
      throw ValidationError(
        "--seconds is \(NumberText.plain(seconds)); expected more than 0, at most 600")
    }
  }

  func run() throws {
    let defaults = TrainingOptions()
    let dataset = try data.load(.test, for: PictureFileOptions.usualInput)
    // A block of the widest registers has sixteen images.
    let most = max(sizes.max() ?? 0, 16)
    guard dataset.count >= most else {
      throw CommandFailure.wrongUse(
        "\(dataset.name) has \(dataset.count) test images, but a step needs \(most); "
          + "give a smaller --batch-size, or data with at least 16")
    }
    let benchmark = Benchmark(
      data: dataset, threads: machine.threads ?? defaults.threads,
      device: machine.computeDevice, windows: windows,
      length: steps.map { .steps($0) } ?? .seconds(seconds ?? 0.4))
    let layouts = try layouts(for: dataset)
    var report = BenchReport(json: output.json)
    let measures = Set(measure.isEmpty ? Figure.Measure.allCases : measure)
    for threads in Set([1, benchmark.threads]).sorted() {
      try report.setPeak(benchmark.peak(threads: threads), isAskedFor: measures.contains(.peak))
    }
    for layout in layouts {
      if measures.contains(.training) {
        for size in sizes {
          try report.add(benchmark.training(layout, batchSize: size, distorts: distortion))
        }
      }
      if measures.contains(.inference) {
        for size in sizes { try report.add(benchmark.inference(layout, batchSize: size)) }
      }
      if measures.contains(.latency) { try report.add(benchmark.latency(layout)) }
      if measures.contains(.layers) { try report.addLayers(benchmark.layers(layout)) }
    }
  }

  private var sizes: [Int] { batchSize.isEmpty ? [1, 64, 256] : batchSize }

  /// The networks that fit the images' shape and classes.
  private func layouts(for data: Dataset) throws -> [NetworkLayout] {
    func takes(_ layout: NetworkLayout) -> Bool {
      layout.input.maps == data.shape.maps && layout.classes >= data.classes.count
    }
    guard !architecture.isEmpty else {
      return try Architecture.all.map { try $0.layout() }.filter(takes)
    }
    return try architecture.map { name in
      let layout = try Architecture.find(name).layout()
      guard takes(layout) else {
        throw ValidationError(
          "--architecture \(name) takes images of \(layout.input.maps) maps and "
            + "\(layout.classes) classes, but those of \(data.name) have \(data.shape.maps) and "
            + "\(data.classes.count)")
      }
      return layout
    }
  }
}

extension Figure.Measure: ExpressibleByArgument {}
