import ArgumentParser
import LeNet
import LeNetTraining

/// The settings of a sweep with the trainings that they ask for.
struct SweepSettings {
  /// The options that are varied.
  let names: [String]
  /// Their values, setting by setting.
  private(set) var values: [[String]]
  /// The training without the varied options.
  let base: TrainCommand
  private var commands: [TrainCommand]

  /// Settings beside the options that all of them share; throws where an option is wrong or the sweep's own.
  init(_ options: [String], names: [String], values: [[String]]) throws {
    self.names = names
    self.values = values
    base = try Self.training(options)
    commands = try values.map { try Self.training(options, names: names, values: $0) }
  }

  /// The settings without those that train what an earlier one does, of which there are some by chance.
  ///
  /// Throws where different values train the same, as those of an option do that is no part of a recipe.
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

  /// What each setting trains on images of that shape.
  func recipes(for images: Shape) throws -> [Recipe] {
    try commands.map { try Self.recipe($0, for: images) }
  }

  /// The same settings in the order of the plan that the sweep was begun with, after which its folders are called.
  ///
  /// What counts is what is trained: the order of options and values, the number of threads and other words for the
  /// same value change no result. Throws where this plan trains otherwise, and says in what it differs.
  func goingOn(
    with earlier: SweepPlan, as plan: SweepPlan, for images: Shape, in folder: String
  ) throws -> SweepSettings {
    let begun: SweepSettings
    do {
      begun = try SweepSettings(
        earlier.trainOptions, names: earlier.names, values: earlier.settings)
    } catch {
      throw CommandFailure.wrongUse(
        "The sweep in \(folder) cannot be gone on with (\(error)): give another --output.")
    }
    let trainsOtherwise =
      try begun.base.machine.computeDevice.identity != base.machine.computeDevice.identity
      || begun.base.start.initialModel != base.start.initialModel
      || begun.base.start.newHead != base.start.newHead
      || Set(begun.recipes(for: images)) != Set(recipes(for: images))
    let differences = plan.differences(from: earlier, trainsOtherwise: trainsOtherwise)
    guard differences.isEmpty else {
      throw CommandFailure.wrongUse(
        "The sweep in \(folder) is another one, this has \(differences.joined(separator: ", ")): "
          + "repeat its command, or give another --output.")
    }
    return begun
  }

  private static func recipe(_ command: TrainCommand, for images: Shape?) throws -> Recipe {
    var recipe = try command.network.startingRecipe()
    if let images { command.images.fit(images, in: &recipe, network: command.network) }
    try command.applyOptions(to: &recipe)
    // The images held back are the judges; no epoch is chosen by others.
    recipe.validation = 0
    return recipe
  }

  /// Options that are the same in all settings, with the reason.
  private static let withoutPlace = [
    "data": "all settings are trained on the same data, so give --data once, or sweep for each",
    "data-dir": "all settings are trained on the same data, so give --data-dir once",
    "preparation": "all settings are trained on the same images, so give --preparation once",
    "instructions":
      "all settings are trained with the same instructions, so give --instructions once",
    "output": "each training gets a folder of its own in that of the sweep",
    "init": "all settings start from the same model, so give --init once",
    "new-head": "all settings start from the same values, so give --new-head once",
    "no-new-head": "all settings start from the same values, so give --no-new-head once",
  ]

  /// The training of a setting; throws where an option is unknown, wrong, or the sweep's own.
  static func training(
    _ trainOptions: [String], names: [String] = [], values: [String] = []
  ) throws -> TrainCommand {
    for name in names {
      guard let reason = withoutPlace[name] else { continue }
      throw ValidationError("--\(name) has no place in a sweep's --vary: \(reason).")
    }
    let options = zip(names, values).flatMap { ["--\($0)", $1] }
    let command: TrainCommand
    do {
      command = try TrainCommand.parse(trainOptions + options)
    } catch {
      let place = options.isEmpty ? "" : " with \(options.joined(separator: " "))"
      throw ValidationError("'lenet train'\(place): \(TrainCommand.message(for: error))")
    }
    let run = command.runOptions
    let taken: [(String, Bool)] = [
      ("--seed", run.seed != nil), ("--validation", command.validation.validation != nil),
      ("--held-back", command.validation.heldBack != nil),
      ("--test-each-epoch", command.validation.testEachEpoch),
      ("--choose-by", command.validation.chooseBy != nil),
      ("--patience", command.validation.patience != nil),
      ("--boost", !command.network.boost.isEmpty),
      ("--checkpoint-every", run.checkpointEvery != nil), ("--step-lines", run.stepLines != 0),
    ]
    if let (name, _) = taken.first(where: \.1) {
      throw ValidationError("\(name) has no place in a sweep, which chooses by images held back.")
    }
    return command
  }
}
