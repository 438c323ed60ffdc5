import ArgumentParser
import LeNet
import LeNetTraining

/// The settings of a sweep with their train commands.
struct SweepSettings {
  /// The names of the varied options.
  let names: [String]
  /// The values of the varied options, for each setting.
  private(set) var values: [[String]]
  /// The train command without the varied options.
  let base: TrainCommand
  private var commands: [TrainCommand]

  /// Settings with the options that all of them share; throws if an option is wrong or belongs to the sweep.
  init(_ options: [String], names: [String], values: [[String]]) throws {
    self.names = names
    self.values = values
    base = try Self.training(options)
    commands = try values.map { try Self.training(options, names: names, values: $0) }
  }

  /// The settings without repetitions, which random draws can give.
  ///
  /// Throws if different values train the same, as those of an option that is not part of a recipe.
  func distinct(byChance: Bool) throws -> SweepSettings {
    var distinct = self
    (distinct.values, distinct.commands) = ([], [])
    var seen: [Recipe: Int] = [:]
    for (values, command) in zip(values, commands) {
      let recipe = try Self.recipe(command, for: nil)
      guard let same = seen[recipe] else {
        seen[recipe] = distinct.values.count
        distinct.values.append(values)
        distinct.commands.append(command)
        continue
      }
      let other = distinct.values[same]
      if !byChance || other != values {
        let changed = zip(names, zip(other, values)).filter { $1.0 != $1.1 }.map(\.0)
        throw CommandFailure.wrongUse(
          "\(SweepError.changesNothing(changed.isEmpty ? names : changed))")
      }
    }
    return distinct
  }

  /// The recipe of each setting for images of that shape.
  func recipes(for images: Shape) throws -> [Recipe] {
    try commands.map { try Self.recipe($0, for: images) }
  }

  /// The same settings in the order of the sweep's first plan, which numbers its folders.
  ///
  /// Only the training counts: the order of options and values, the number of threads and the spelling of a value do
  /// not change a result. Throws if this plan trains differently; the error says how.
  func goingOn(
    with earlier: SweepPlan, as plan: SweepPlan, for images: Shape, in folder: String
  ) throws -> SweepSettings {
    let begun: SweepSettings
    do {
      begun = try SweepSettings(
        earlier.trainOptions, names: earlier.names, values: earlier.settings)
    } catch {
      throw CommandFailure.wrongUse(
        "the sweep in \(folder) cannot be resumed (\(error)); choose another --output")
    }
    let trainsOtherwise =
      try begun.base.machine.computeDevice.identity != base.machine.computeDevice.identity
      || begun.base.start.initialModel != base.start.initialModel
      || begun.base.start.newHead != base.start.newHead
      || Set(begun.recipes(for: images)) != Set(recipes(for: images))
    let differences = plan.differences(from: earlier, trainsOtherwise: trainsOtherwise)
    guard differences.isEmpty else {
      throw CommandFailure.wrongUse(
        "the sweep in \(folder) is another one, this has \(differences.joined(separator: ", ")); "
          + "repeat its command, or choose another --output")
    }
    return begun
  }

  private static func recipe(_ command: TrainCommand, for images: Shape?) throws -> Recipe {
    var recipe = try command.network.startingRecipe()
    if let images { command.images.fit(images, in: &recipe, network: command.network) }
    try command.applyOptions(to: &recipe)
    // The images held out evaluate the settings; no other images choose an epoch.
    recipe.validation = 0
    return recipe
  }

  /// Options that must be the same in all settings, with the reason.
  private static let withoutPlace = [
    "data": "all settings are trained on the same data, so give --data once, or sweep for each",
    "data-dir": "all settings are trained on the same data, so give --data-dir once",
    "preparation": "all settings are trained on the same images, so give --preparation once",
    "instructions":
      "all settings are trained with the same instructions, so give --instructions once",
    "output": "each training gets its own folder inside that of the sweep",
    "weights": "all settings start from the same model, so give --weights once",
    "new-head": "all settings start from the same values, so give --new-head once",
    "no-new-head": "all settings start from the same values, so give --no-new-head once",
  ]

  /// The train command of a setting; throws if an option is unknown, wrong, or belongs to the sweep.
  static func training(
    _ trainOptions: [String], names: [String] = [], values: [String] = []
  ) throws -> TrainCommand {
    for name in names {
      guard let reason = withoutPlace[name] else { continue }
      throw ValidationError("--\(name) cannot vary in a sweep: \(reason)")
    }
    let options = zip(names, values).flatMap { ["--\($0)", $1] }
    let command: TrainCommand
    do {
      command = try TrainCommand.parse(trainOptions + options)
    } catch {
      let place = options.isEmpty ? "" : " with \(options.joined(separator: " "))"
      let problem = ErrorReport.parserSentence(
        OptionSuggestion.replaced(
          in: TrainCommand.message(for: error),
          options: TrainCommand.optionNames + SweepCommand.optionNames))
      throw ValidationError("'lenet train'\(place): \(problem)")
    }
    let run = command.runOptions
    let taken: [(String, Bool)] = [
      ("--seed", run.seed != nil), ("--validation", command.validation.validation != nil),
      ("--held-back", command.validation.heldBack != nil),
      ("--test-each-epoch", command.validation.testEachEpoch),
      ("--monitor", command.validation.monitor != nil),
      ("--patience", command.validation.patience != nil),
      ("--boost", !command.network.boost.isEmpty),
      ("--metrics-per-epoch", run.metricsPerEpoch != nil),
    ]
    guard run.checkpointEvery == nil else {
      throw ValidationError(
        "--checkpoint-every does not fit a sweep, which saves its runs after every epoch")
    }
    if let (name, _) = taken.first(where: \.1) {
      throw ValidationError(
        "\(name) does not fit a sweep, which compares settings on held-out images")
    }
    return command
  }
}
