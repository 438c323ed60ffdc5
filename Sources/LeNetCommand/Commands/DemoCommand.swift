import ArgumentParser
import LeNet

/// `lenet demo`: trains and evaluates LeNet-5 in a few seconds, then shows answers.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Train LeNet-5 on handwritten digits in a few seconds and show its answers.",
    usage: "lenet demo [<options>]",
    discussion: """
      EXAMPLES
        lenet demo
        lenet demo --epochs 8                 as long as the default recipe
        lenet demo --output runs/demo         keep the model
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of epochs; each takes every training image once.", valueName: "n"))
  var epochs = 4

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Keep the run in this folder. (default: do not keep it)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of all random numbers. (default: 1)", valueName: "n"),
    transform: readSeed)
  var seed: UInt64 = 1

  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var form: OutputOptions

  func validate() throws {
    try refuse(epochs, "--epochs", unlessIn: 1...1_000_000)
    if output?.isEmpty == true { throw ValidationError("--output is empty; give a folder") }
  }

  func run() throws {
    Interruption.watch()
    let data = try DatasetSplits.mnist()
    if !form.json {
      try OutputStream.standard.writeLine(
        "LeNet-5 learns to read the handwritten digits of MNIST.")
    }
    let result = try TrainingReport(json: form.json).follow(training(data))
    guard !form.json else { return }
    let report = DemoReport(test: result.test, images: data.test, model: result.modelPath)
    let lines = report.lines(on: OutputStream.standard.terminal)
    try OutputStream.standard.writeLine(lines.joined(separator: "\n"))
  }

  private func training(_ data: DatasetSplits) throws -> TrainingRun {
    var recipe = Recipe.pytorch
    recipe.length = .epochs(epochs)
    var options = TrainingOptions()
    machine.apply(to: &options)
    options.seed = seed
    options.output = output
    options.metricsPerEpoch = 5
    options.command = ShellWord.command
    return try TrainingRun(recipe: recipe, data: data, options: options)
  }
}
