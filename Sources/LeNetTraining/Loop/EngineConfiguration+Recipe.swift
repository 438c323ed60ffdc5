public import LeNetData
public import LeNetEngine

extension EngineConfiguration {
  /// The configuration with which `TrainingRun` trains, for a training loop of your own.
  ///
  /// The recipe's network with the input and output of the data, its preparation, loss, batch size, numbers for
  /// the optimizer and frozen layers. Throws if a value is out of range or the parts do not fit.
  public init(
    recipe: Recipe, data: DatasetSplits, threads: Int = Machine.cores
  ) throws(TrainingError) {
    self = try TrainingRun(
      recipe: recipe, data: data, options: TrainingOptions(threads: threads)
    ).engineConfiguration
  }
}
