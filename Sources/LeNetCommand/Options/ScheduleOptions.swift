import ArgumentParser
import LeNet
import LeNetText

/// The options for the learning rate schedule.
struct ScheduleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Learning rate schedule: \(Schedule.names.joined(separator: ", ")).", valueName: "name"),
    completion: .list(Schedule.names))
  var schedule: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Epochs between two drops. (step; default: \(Self.usual("step", "stepSize")))", valueName: "n"
    ))
  var stepSize: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Factor of each drop (step; default: \(Self.usual("step", "gamma"))), or decay speed "
        + "(inverse-decay; default: \(Self.usual("inverse-decay", "gamma"))).", valueName: "x"))
  var gamma: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Exponent. (inverse-decay; default: \(Self.usual("inverse-decay", "power")))", valueName: "x")
  )
  var power: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Final learning rate. (cosine; default: \(Self.usual("cosine", "finalRate")))", valueName: "x"
    ))
  var finalRate: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Fraction of the run in which the rate rises. (one-cycle; default: \(Self.usual("one-cycle", "warmupFraction")))",
      valueName: "x"))
  var warmupFraction: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Largest rate divided by the first. (one-cycle; default: \(Self.usual("one-cycle", "divFactor")))",
      valueName: "x"))
  var divFactor: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "First rate divided by the last. (one-cycle; default: \(Self.usual("one-cycle", "finalDivFactor")))",
      valueName: "x"))
  var finalDivFactor: Double?

  @Option(
    help: ArgumentHelp(
      "Epochs and their factor of the rate; the last factor stays. "
        + "(piecewise; default: \(Self.usual("piecewise", "milestones")))",
      valueName: "list"))
  var milestones: SchedulePieces?

  /// The value of a schedule that the recipe does not have.
  private static func usual(_ schedule: String, _ key: String) -> String {
    let value = Schedule(name: schedule)?.settings.values.first { $0.key == key }?.value
    return value?.string ?? value?.text ?? ""
  }

  func validate() throws {
    if let schedule, Schedule(name: schedule) == nil {
      throw ValidationError(
        "there is no schedule '\(schedule)'; "
          + "choose one of \(Schedule.names.joined(separator: ", "))")
    }
  }

  func apply(to recipe: inout Recipe) throws {
    var start = recipe.schedule
    if let schedule, schedule != start.name { start = Schedule(name: schedule) ?? start }
    try refuseStrangers(of: start)
    recipe.schedule = changed(start)
  }

  private func changed(_ start: Schedule) -> Schedule {
    switch start {
    case .constant: .constant
    case .step(let size, let oldGamma): .step(size: stepSize ?? size, gamma: gamma ?? oldGamma)
    case .cosine(let final): .cosine(final: finalRate ?? final)
    case .oneCycle(let oldRise, let oldDivisor, let oldFinal):
      .oneCycle(
        warmupFraction: warmupFraction ?? oldRise, divFactor: divFactor ?? oldDivisor,
        finalDivFactor: finalDivFactor ?? oldFinal)
    case .inverseDecay(let oldGamma, let oldPower):
      .inverseDecay(gamma: gamma ?? oldGamma, power: power ?? oldPower)
    case .piecewise(let old): .piecewise(milestones?.values ?? old)
    }
  }

  /// Throws for the options of other schedules.
  private func refuseStrangers(of schedule: Schedule) throws {
    let options: [(name: String, isGiven: Bool, owners: [String])] = [
      ("--step-size", stepSize != nil, ["step"]),
      ("--gamma", gamma != nil, ["step", "inverse-decay"]),
      ("--power", power != nil, ["inverse-decay"]),
      ("--final-rate", finalRate != nil, ["cosine"]),
      ("--warmup-fraction", warmupFraction != nil, ["one-cycle"]),
      ("--div-factor", divFactor != nil, ["one-cycle"]),
      ("--final-div-factor", finalDivFactor != nil, ["one-cycle"]),
      ("--milestones", milestones != nil, ["piecewise"]),
    ]
    for option in options where !option.owners.contains(schedule.name) {
      try OptionConflict.refuse(
        [(option.name, option.isGiven)], with: "the schedule \(schedule.name)",
        use: option.owners.joined(separator: " or "))
    }
  }
}

/// Epochs and factors as the command line writes them: `2x1,3x0.4,1x0.02`.
struct SchedulePieces: ExpressibleByArgument {
  let values: [Schedule.Piece]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { part in
      let numbers = part.split(separator: "x", omittingEmptySubsequences: false)
      guard numbers.count == 2, let epochs = Int(numbers[0]), let factor = Double(numbers[1])
      else { return nil }
      return Schedule.Piece(epochs: epochs, factor: factor)
    }
    guard values.count == parts.count else { return nil }
  }

  /// The milestones of a schedule from a file; nil if the list is something else.
  init?(json list: [JSON]) {
    values = list.compactMap { piece in
      guard let epochs = piece["epochs"]?.wholeNumber, let factor = piece["factor"]?.double else {
        return nil
      }
      return Schedule.Piece(epochs: epochs, factor: factor)
    }
    guard !list.isEmpty, values.count == list.count else { return nil }
  }
}

extension [Schedule.Piece] {
  /// The milestones as the option takes them: `2x1,3x0.4`.
  var argument: String {
    map { "\($0.epochs)x\(JSON($0.factor).text)" }.joined(separator: ",")
  }
}
