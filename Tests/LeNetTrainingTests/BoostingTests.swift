import LeNet
import Testing

@Suite("Boosting")
struct BoostingTests {
  private static let recipe: Recipe = {
    var recipe = TinyData.recipe
    recipe.architecture = TinyData.linear
    recipe.optimizer = .sgd()
    recipe.learningRate = 1e-9
    recipe.schedule = .constant
    recipe.length = .epochs(1)
    recipe.validation = 0
    return recipe
  }()

  private static func model(seed: UInt64) throws -> ModelFile {
    var options = TrainingOptions()
    options.seed = seed
    let run = try TrainingRun(recipe: recipe, data: TinyData.splits(), options: options)
    guard case .finished(let result) = try run.run() else { throw Unfinished() }
    return result.model
  }

  private struct Unfinished: Error {}

  /// The accuracy of a next member before it learns anything: the share of its patterns that the first
  /// member, whose weights it has, reads right.
  private static func accuracy(earlier: [ModelFile], weights: ModelFile) throws -> Double {
    var options = TrainingOptions()
    options.boostingMembers = earlier
    options.initialWeights = weights
    var accuracy = 0.0
    let run = try TrainingRun(
      recipe: recipe, data: TinyData.splits(count: 400), options: options)
    _ = try run.run(onEvent: { if case .epoch(let epoch) = $0 { accuracy = epoch.trainAccuracy } })
    return accuracy
  }

  @Test("Half of the second member's patterns are those that the first reads wrong")
  func second() throws {
    let first = try Self.model(seed: 1)
    let share = try Self.accuracy(earlier: [first], weights: first)
    // 400 tosses of a coin: four standardDeviations are 0.1.
    #expect(abs(share - 0.5) < 0.1)
  }

  @Test("The third member's patterns are those that the first two read differently")
  func third() throws {
    let (first, second) = (try Self.model(seed: 1), try Self.model(seed: 2))
    let both = try [first, second].map {
      try Self.accuracy(earlier: [first, second], weights: $0)
    }
    // Where they differ at most one is right, so that their shares are at most 1 together; where both
    // were wrong they would be 0.
    #expect((0.3...1).contains(both.reduce(0, +)) && both.allSatisfy { $0 < 1 }, "\(both)")
  }

  @Test("Without a distortion, or with a limited one, there is nothing to search")
  func undistorted() throws {
    var options = TrainingOptions()
    options.boostingMembers = [try Self.model(seed: 1)]
    var plain = Self.recipe
    (plain.distortion, plain.elastic) = (nil, nil)
    var limited = Self.recipe
    limited.variants = 3
    for (recipe, says) in [(plain, "does not distort images"), (limited, "limits them")] {
      let run = try TrainingRun(recipe: recipe, data: TinyData.splits(), options: options)
      let error = #expect(throws: TrainingError.self) { try run.run() }
      #expect(error?.description.contains(says) == true)
    }
  }

  @Test("The search stops where the run is asked to")
  func stops() throws {
    var options = TrainingOptions()
    let first = try Self.model(seed: 1)
    // Nothing would be found, so that the search would end in an error.
    options.boostingMembers = [first, first]
    let run = try TrainingRun(recipe: Self.recipe, data: TinyData.splits(), options: options)
    guard case .interrupted = try run.run(shouldStop: { true }) else {
      Issue.record("it went on")
      return
    }
  }

  @Test("Models that leave nothing to choose are refused, in a sentence")
  func nothingLeft() throws {
    let first = try Self.model(seed: 1)
    var options = TrainingOptions()
    options.boostingMembers = [first, first]
    let run = try TrainingRun(recipe: Self.recipe, data: TinyData.splits(), options: options)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(
      error?.description == """
        cannot boost with these models: they select only 0 of the 53 patterns that an epoch needs; \
        distort the images more, or train on fewer
        """)
    #expect(error?.isWrongUse == true)
  }
}
