import ArgumentParser
import LeNet
import LeNetBenchmark

/// `lenet bench`: how fast networks train and answer on this machine.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast networks train and answer here.",
    usage: "lenet bench [<options>]",
    discussion: """
      First the processor's own limit, fused multiply-adds in registers; then
      images a second with the test images in memory, and what each stage
      takes of it.
      Multiply-adds are those of the networks' formulas, without padding and
      lanes that carry no image. Transformed convolutions need fewer, so that
      a stage can be beyond the limit.

      EXAMPLES
        lenet bench
        lenet bench --measure training --batch-size 64 --batch-size 256
        lenet bench --architecture lenet-caffe --measure stages
        lenet bench --threads 1 --json
        lenet bench --windows 1 --steps 10    the same work every time
      """)

  @Option(
    help: ArgumentHelp("What to measure; may be repeated. (default: all)", valueName: "what"))
  var measure: [Figure.Measure] = []

  @Option(
    help: ArgumentHelp(
      "Architecture, by name or as a file; may be repeated. (default: all that take such images)",
      valueName: "name|file.json"),
    completion: PathCompletion.kind(names: Architecture.all.map(\.name), extensions: ["json"]))
  var architecture: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Images in a step of training or inference; may be repeated. (default: 1, 64, 256)",
      valueName: "n"))
  var batchSize: [Int] = []

  @Flag(help: "Distort the training images on the way, affine and elastic as for digits.")
  var distortion = false

  @Option(help: ArgumentHelp("Measurements of each figure; the median counts.", valueName: "n"))
  var windows = 5

  @Option(help: ArgumentHelp("Time for each measurement. (default: 0.4)", valueName: "s"))
  var seconds: Double?

  @Option(help: ArgumentHelp("Steps for each measurement, instead of a time.", valueName: "n"))
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
      throw ValidationError("--seconds and --steps both say how long to measure: give one of them.")
    }
    guard seconds > 0, seconds <= 600 else {
      throw ValidationError(
        "--seconds is \(NumberText.plain(seconds)): expected more than 0, at most 600.")
    }
  }

  func run() throws {
    let defaults = TrainingOptions()
    let dataset = try data.load(.test, for: PictureFileOptions.usualInput)
    // A block of the widest registers has sixteen images.
    let most = max(sizes.max() ?? 0, 16)
    guard dataset.count >= most else {
      throw CommandFailure.wrongUse(
        "\(dataset.name) has \(dataset.count) test images, and up to \(most) are taken at a time: "
          + "give a smaller --batch-size, or data with at least 16.")
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
      if measures.contains(.stages) { try report.addStages(benchmark.stages(layout)) }
    }
  }

  private var sizes: [Int] { batchSize.isEmpty ? [1, 64, 256] : batchSize }

  /// The networks that take the images as they are and know all their classes.
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
            + "\(layout.classes) classes: those of \(data.name) have \(data.shape.maps) and "
            + "\(data.classes.count).")
      }
      return layout
    }
  }
}

extension Figure.Measure: ExpressibleByArgument {}
