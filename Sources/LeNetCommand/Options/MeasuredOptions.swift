import ArgumentParser
import LeNet
import LeNetEvaluation

/// Models, and the images to evaluate them on.
struct MeasuredOptions: ParsableArguments {
  @Argument(
    help: "Model file, or the folder of a run; the outputs of several models are added.",
    completion: .file(extensions: ["safetensors"]))
  var models: [String]

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("Images to evaluate on.", valueName: "split"))
  var split = EvaluatedSplit.Name.test

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of images split off for validation. (default: as in training)",
      valueName: "n"))
  var validation: Int?

  /// The models, the images and the evaluation.
  struct Measurement {
    let models: [ModelFile]
    let split: EvaluatedSplit
    /// With several models, the evaluation of their summed outputs.
    let evaluation: Evaluation

    /// The names of the models and the data, for a title.
    var subject: String {
      let names = models.map(\.architecture.name).joined(separator: " + ")
      return "\(names) on \(split.dataset.name), \(split.name.rawValue) split"
    }
  }

  func validate() throws {
    try refuse(validation, "--validation", unlessIn: 0...100_000_000)
  }

  /// Reads models and images and evaluates them, each model by what `evaluator` returns.
  func measure(
    by evaluator: (ModelFile) throws -> Evaluator = { Evaluator(model: $0) }
  ) throws -> Measurement {
    let models = try models.map { try ModelFile.named($0) }
    let counts = Set(models.map { $0.training?.validation })
    guard split == .test || validation != nil || counts.count == 1 else {
      throw CommandFailure.wrongUse(
        "the models were trained with different validation splits, so only the test split is new to "
          + "all of them; use the test split, or set the validation split with --validation")
    }
    let split = try EvaluatedSplit(self.split, of: data, validation: validation, model: models[0])
    let members = try models.map {
      try evaluator($0).evaluate(split.dataset, indices: split.indices)
    }
    try split.dataset.checkUnchanged()
    return Measurement(
      models: models, split: split,
      evaluation: members.count == 1 ? members[0] : Evaluation(committee: members) ?? members[0])
  }
}
