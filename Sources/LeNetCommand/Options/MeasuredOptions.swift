import ArgumentParser
import LeNet

/// Models and the images that they are measured on.
struct MeasuredOptions: ParsableArguments {
  @Argument(
    help: "The model file; of several, the outputs are added.",
    completion: .file(extensions: ["safetensors"]))
  var models: [String]

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("Which images are measured.", valueName: "part"))
  var part = EvaluatedPart.Name.test

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Images that were split off for validation. (default: as the model was trained)",
      valueName: "n"))
  var validation: Int?

  /// What was measured, and what came out.
  struct Measurement {
    let models: [ModelFile]
    let part: EvaluatedPart
    /// Of several models the answers of their sum.
    let evaluation: Evaluation

    /// Both in words.
    var subject: String {
      let names = models.map(\.architecture.name).joined(separator: " + ")
      return "\(names) on \(part.dataset.name), \(part.name.rawValue) part"
    }
  }

  func validate() throws {
    try refuse(validation, "--validation", unlessIn: 0...100_000_000)
  }

  /// Reads models and images and measures; by an evaluator of its own where the machine is chosen.
  func measure(
    by evaluator: (ModelFile) throws -> Evaluator = { Evaluator(model: $0) }
  ) throws -> Measurement {
    let models = try models.map { try ModelFile.read($0) }
    let splits = Set(models.map { $0.training?.validation })
    guard part == .test || validation != nil || splits.count == 1 else {
      throw CommandFailure.wrongUse(
        "The models were trained with different validation parts, so that no other part is new to "
          + "all of them: measure the test part, or say with --validation how to split.")
    }
    let part = try EvaluatedPart(part, of: data, validation: validation, model: models[0])
    let members = try models.map {
      try evaluator($0).evaluate(part.dataset, indices: part.indices)
    }
    return Measurement(
      models: models, part: part,
      evaluation: members.count == 1 ? members[0] : Evaluation(committee: members) ?? members[0])
  }
}
