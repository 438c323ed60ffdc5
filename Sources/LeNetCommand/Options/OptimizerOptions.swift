import ArgumentParser
import LeNet

/// The options for the optimizer and the loss.
struct OptimizerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Optimizer: \(Optimizer.names.joined(separator: ", ")).", valueName: "name"),
    completion: .list(Optimizer.names))
  var optimizer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Learning rate; the largest of a schedule.", valueName: "x"))
  var learningRate: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Factor of the learning rate for biases.", valueName: "x"))
  var biasRate: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Momentum (sgd).", valueName: "x"))
  var momentum: Double?

  @Flag(inversion: .prefixedNo, help: "Nesterov momentum (sgd).")
  var nesterov: Bool?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Weight decay (sgd, adam, adamw).", valueName: "x"))
  var weightDecay: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Decay rate of the first moment (adam, adamw).", valueName: "x"))
  var beta1: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Decay rate of the second moment (adam, adamw).", valueName: "x"))
  var beta2: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Smallest divisor (adam, adamw).", valueName: "x"))
  var epsilon: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Constant added to every curvature (levenberg-marquardt).", valueName: "x"))
  var mu: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Images that estimate the curvature before each epoch (levenberg-marquardt).",
      valueName: "n"))
  var curvaturePatterns: Int?

  @Option(help: ArgumentHelp("Loss function.", valueName: "name"))
  var loss: Loss?

  @Option(
    name: .customLong("j"), parsing: .unconditional,
    help: ArgumentHelp(
      "Constant of the rejection class (loss discriminative).", valueName: "x"))
  var j: Double?

  func validate() throws {
    if let optimizer, Optimizer(name: optimizer) == nil {
      throw ValidationError(
        "there is no optimizer '\(optimizer)'; "
          + "choose one of \(Optimizer.names.joined(separator: ", "))")
    }
  }

  func apply(to recipe: inout Recipe) throws {
    if let loss, loss.name != recipe.loss.name { recipe.loss = loss }
    if let j {
      guard case .discriminative = recipe.loss else {
        try OptionConflict.refuse(
          [("--j", true)], with: "the loss \(recipe.loss.argumentName)", use: "discriminative")
        return
      }
      recipe.loss = .discriminative(j: j)
    }
    if let learningRate { recipe.learningRate = learningRate }
    // The default stays out of the record, so naming it does not change the model's bytes.
    if let biasRate { recipe.biasRate = biasRate == 1 ? nil : biasRate }
    recipe.optimizer = try changed(start(from: recipe.optimizer))
  }

  /// The recipe's optimizer keeps the recipe's values; another one starts from its defaults.
  private func start(from recipe: Optimizer) -> Optimizer {
    guard let optimizer, optimizer != recipe.name else { return recipe }
    return Optimizer(name: optimizer) ?? recipe
  }

  private func changed(_ start: Optimizer) throws -> Optimizer {
    if start.name != Optimizer.levenbergMarquardt().name {
      try OptionConflict.refuse(
        [("--mu", mu != nil), ("--curvature-patterns", curvaturePatterns != nil)],
        with: "the optimizer \(start.name)", use: "levenberg-marquardt")
    }
    switch start {
    case .sgd(let oldMomentum, let oldNesterov, let decay):
      try refuseAdam(start)
      let momentum = momentum ?? oldMomentum
      if nesterov == true && momentum == 0 {
        throw ValidationError("--nesterov needs a momentum; add --momentum 0.9")
      }
      return .sgd(
        momentum: momentum, nesterov: nesterov ?? (oldNesterov && momentum != 0),
        weightDecay: weightDecay ?? decay)
    case .levenbergMarquardt(let oldMu, let oldPatterns):
      try refuseAdam(start)
      try refuseMomentum(start)
      try OptionConflict.refuse(
        [("--weight-decay", weightDecay != nil)], with: "the optimizer \(start.name)",
        use: "sgd, adam or adamw")
      return .levenbergMarquardt(mu: mu ?? oldMu, patterns: curvaturePatterns ?? oldPatterns)
    case .adam(let oldBeta1, let oldBeta2, let oldEpsilon, let decay):
      try refuseMomentum(start)
      return .adam(
        beta1: beta1 ?? oldBeta1, beta2: beta2 ?? oldBeta2, epsilon: epsilon ?? oldEpsilon,
        weightDecay: weightDecay ?? decay)
    case .adamw(let oldBeta1, let oldBeta2, let oldEpsilon, let decay):
      try refuseMomentum(start)
      return .adamw(
        beta1: beta1 ?? oldBeta1, beta2: beta2 ?? oldBeta2, epsilon: epsilon ?? oldEpsilon,
        weightDecay: weightDecay ?? decay)
    }
  }

  private func refuseAdam(_ optimizer: Optimizer) throws {
    let given = [
      ("--beta1", beta1 != nil), ("--beta2", beta2 != nil), ("--epsilon", epsilon != nil),
    ]
    try OptionConflict.refuse(given, with: "the optimizer \(optimizer.name)", use: "adam or adamw")
  }

  private func refuseMomentum(_ optimizer: Optimizer) throws {
    let given = [
      ("--momentum", momentum != nil), ("--nesterov", nesterov == true),
      ("--no-nesterov", nesterov == false),
    ]
    try OptionConflict.refuse(given, with: "the optimizer \(optimizer.name)", use: "sgd")
  }
}
