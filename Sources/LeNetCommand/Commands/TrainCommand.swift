import ArgumentParser
import LeNet

/// `lenet train`: trains a network by a recipe and writes its model file.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network and write its model file.",
    usage: "lenet train [<options>]",
    discussion: """
      A recipe sets every value; each option below replaces one of them.
      The model is <output>/model.safetensors, the report of the run
      <output>/report.html. Ctrl-C saves and ends with status 130; the same
      command with --resume continues and gives the same bits.

      EXAMPLES
        lenet train                               the default: 8 epochs on MNIST
        lenet train --recipe fast                 99 % in the least time
        lenet train --recipe d2l -o runs/d2l      as "Dive into Deep Learning"
        lenet train --architecture lenet-caffe --steps 2000
        lenet train --architecture mine.json --data ~/letters --epochs 20
        lenet train --epochs 40 --rotation 12 --scale 0.125 --shift 2.2
        lenet train --epochs 40 --rotation 12 --elastic 1   also elastic
        lenet train --optimizer sgd --momentum 0.9 --learning-rate 0.02
        lenet train --epochs 50 --patience 5      stop without improvement
        lenet train --weights old.safetensors --freeze C1,C3 --data letters
        lenet train --output runs/long --resume   continue that run
        lenet train --json --metrics-per-epoch 5         numbers for a chart
      """)

  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Network") var start: StartOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var validation: ValidationOptions
  @OptionGroup(title: "Images") var images: PreparationOptions
  @OptionGroup(title: "Images") var distortion: DistortionOptions
  @OptionGroup(title: "Length") var length: LengthOptions
  @OptionGroup(title: "Optimizer") var optimizer: OptimizerOptions
  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Run") var runOptions: RunOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    // A resumed run's recipe is read later.
    guard !runOptions.resume || network.isNamed else { return }
    try check {
      var recipe = try network.namedRecipe()
      try applyOptions(to: &recipe)
      // The file's layers are not known yet.
      if network.isFile { recipe.frozen = nil }
      try recipe.validate()
    }
  }

  func run() throws {
    Interruption.watch()
    NetworkChoice.explain(network.architecture)
    let plan = try plan()
    try TrainingReport(
      json: output.json, showsSteps: runOptions.showsSteps, dataOptions: data.arguments
    ).follow(
      TrainingRun(recipe: plan.recipe, data: plan.data, options: plan.options))
  }
}
