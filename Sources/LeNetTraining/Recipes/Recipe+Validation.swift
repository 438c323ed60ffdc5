import LeNetData
import LeNetModel
import LeNetText

extension Recipe {
  /// The most epochs a run may have.
  public static let largestEpochs: Int = 1_000_000
  /// The most steps a run may have.
  public static let largestSteps: Int = 1_000_000_000
  /// The most images a step may have.
  public static let largestBatch: Int = 65_536

  /// The largest learning rate: far above any useful one, and finite as Float.
  public static let largestRate: Double = 1e6

  /// Throws for the first value outside its range.
  public func validate() throws(RecipeError) {
    try validateName()
    try Self.check(
      "learning rate", learningRate,
      "a number above 0, at most \(Self.largestRate.displayText)"
    ) { $0 > 0 && $0 <= Self.largestRate }
    if let biasRate {
      try Self.check("bias rate", biasRate, "a number from 0 to 1000") { (0...1000).contains($0) }
    }
    try Self.check("batch size", batchSize, in: 1...Self.largestBatch)
    switch length {
    case .epochs(let count): try Self.check("epochs", count, in: 1...Self.largestEpochs)
    case .steps(let count): try Self.check("steps", count, in: 1...Self.largestSteps)
    }
    try Self.check("validation", validation, in: 0...Int.max)
    try validateChoice()
    for mean in mean { try Self.check("mean", mean, "a finite number") { _ in true } }
    for standardDeviation in standardDeviation {
      try Self.check("standard deviation", standardDeviation, "a number above 0") { $0 > 0 }
    }
    try validateLoss()
    try validateOptimizer()
    try validateSchedule()
    try validateDistortion()
    try validateFrozen()
  }

  /// Files and tables show the name on one line, and it must not look like a path.
  private func validateName() throws(RecipeError) {
    let isPlain = name.unicodeScalars.allSatisfy {
      $0 != "/" && $0.properties.generalCategory != .control
    }
    guard isPlain, name.contains(where: { !$0.isWhitespace }) else {
      throw RecipeError(
        value: "name", expected: "a name without slashes and control characters",
        got: name.debugDescription)
    }
  }

  private func validateChoice() throws(RecipeError) {
    if let patience { try Self.check("patience", patience, in: 1...Self.largestEpochs) }
    guard validation == 0 else { return }
    let expected = "a validation split with it, or none"
    if let patience {
      throw RecipeError(
        value: "patience", expected: expected, got: "\(patience) without a validation split")
    }
    if let monitor {
      throw RecipeError(
        value: "monitor", expected: expected,
        got: "\(monitor.rawValue) without a validation split")
    }
  }

  private func validateLoss() throws(RecipeError) {
    if case .discriminative(let j) = loss {
      try Self.check("j", j, "a number from 0 to 1000") { Loss.possibleJ.contains($0) }
    }
    if loss == .meanSquaredError, architecture.layers.last?.layer.givesDistances == true {
      throw RecipeError(
        value: "loss", expected: "maximum-likelihood, discriminative or cross-entropy",
        got: "\(loss) for \(architecture.name), whose outputs are distances")
    }
    let normalizes = architecture.layers.contains {
      if case .batchNormalization = $0.layer { true } else { false }
    }
    if case .levenbergMarquardt = optimizer, normalizes {
      throw RecipeError(
        value: "optimizer", expected: "another one: curvature cannot pass batch normalization",
        got: "\(optimizer.name) for \(architecture.name) with batch normalization")
    }
  }

  private func validateOptimizer() throws(RecipeError) {
    try Self.check("weight decay", optimizer.weightDecay, "a number from 0 up") { $0 >= 0 }
    switch optimizer {
    case .sgd(let momentum, let nesterov, _):
      try Self.check("momentum", momentum, "a number from 0 to below 1") { (0..<1).contains($0) }
      if nesterov {
        try Self.check("momentum", momentum, "a number above 0 for Nesterov's form") { $0 > 0 }
      }
    case .adam(let beta1, let beta2, let epsilon, _), .adamw(let beta1, let beta2, let epsilon, _):
      // As Float, in which the step is computed, a beta must not be 1 nor epsilon 0.
      try Self.check("beta1", beta1, "a number from 0 to below 1") {
        $0 >= 0 && Float($0) < 1
      }
      try Self.check("beta2", beta2, "a number from 0 to below 1") {
        $0 >= 0 && Float($0) < 1
      }
      try Self.check("epsilon", epsilon, "a number above 1e-37") { $0 > 1e-37 }
    case .levenbergMarquardt(let mu, let patterns):
      try Self.check("mu", mu, "a number from 1e-6 to 1e6") { (1e-6...1e6).contains($0) }
      try Self.check("curvature patterns", patterns, in: 1...1_000_000)
    }
  }

  private func validateSchedule() throws(RecipeError) {
    switch schedule {
    case .constant: break
    case .step(let size, let gamma):
      try Self.check("schedule size", size, in: 1...Self.largestEpochs)
      try Self.check("schedule gamma", gamma, "a number above 0") { $0 > 0 }
    case .cosine(let final):
      try Self.check(
        "schedule final rate", final, "a number from 0 to \(Self.largestRate.displayText)"
      ) { (0...Self.largestRate).contains($0) }
    case .oneCycle(let warmupFraction, let divFactor, let finalDivFactor):
      try Self.check("schedule warm-up fraction", warmupFraction, "a number from 0 to 1") {
        (0...1).contains($0)
      }
      try Self.check("schedule div factor", divFactor, "a number above 0") { $0 > 0 }
      try Self.check("schedule final div factor", finalDivFactor, "a number above 0") { $0 > 0 }
    case .inverseDecay(let gamma, let power):
      try Self.check("schedule gamma", gamma, "a number from 0 up") { $0 >= 0 }
      try Self.check("schedule power", power, "a number from 0 up") { $0 >= 0 }
    case .piecewise(let pieces):
      try Self.check("number of schedule pieces", pieces.count, in: 1...Self.largestEpochs)
      for piece in pieces {
        try Self.check("epochs of a schedule piece", piece.epochs, in: 1...Self.largestEpochs)
        try Self.check("schedule factor", piece.factor, "a number from 0 to 1e6") {
          (0...1e6).contains($0)
        }
      }
    }
  }

  private func validateDistortion() throws(RecipeError) {
    if let variants {
      try Self.check("variants", variants, in: 1...Self.largestEpochs)
      guard distortion != nil || elastic != nil else {
        throw RecipeError(
          value: "variants", expected: "a distortion with it, or none",
          got: "\(variants) without a distortion")
      }
    }
    do throws(DatasetError) {
      try distortion?.validate()
      try elastic?.validate()
    } catch {
      guard case .distortion(let quantity, let value, let smallest, let largest) = error else {
        throw RecipeError(value: "distortion", expected: "another", got: "refused: \(error)")
      }
      throw RecipeError(
        value: quantity,
        expected: "a number from \(smallest.displayText) to \(largest.displayText)",
        got: value.displayText)
    }
  }

  private static func check(
    _ value: String, _ number: Double, _ expected: String, _ holds: (Double) -> Bool
  ) throws(RecipeError) {
    guard number.isFinite, holds(number) else {
      throw RecipeError(value: value, expected: expected, got: number.displayText)
    }
  }

  private static func check(
    _ value: String, _ number: Int, in range: ClosedRange<Int>
  ) throws(RecipeError) {
    guard range.contains(number) else {
      let expected =
        range.upperBound == .max
        ? "a whole number from \(range.lowerBound) up"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
      throw RecipeError(value: value, expected: expected, got: "\(number)")
    }
  }
}
