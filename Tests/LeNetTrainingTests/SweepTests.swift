import Foundation
import LeNet
import LeNetTraining
import Synchronization
import Testing

@Suite("Sweeps")
struct SweepTests {
  @Test(
    "An option with its values, as it is typed",
    arguments: [
      ("batch-size=32,64", "batch-size", SweepSpace.Values.list(["32", "64"])),
      ("--learning-rate=0.1", "learning-rate", .list(["0.1"])),
      ("pieces=2x1,3x0.4;1x1", "pieces", .list(["2x1,3x0.4", "1x1"])),
      ("shift=0..2.5", "shift", .range(0...2.5)),
      ("shift=-2..-1e-1", "shift", .range(-2 ... -0.1)),
      ("learning-rate=log:0.001..0.1", "learning-rate", .logarithmic(0.001...0.1)),
      ("batch-size=16..64", "batch-size", .range(16...64, isWhole: true)),
      ("batch-size=log:8..256", "batch-size", .logarithmic(8...256, isWhole: true)),
    ])
  func axes(text: String, name: String, values: SweepSpace.Values) throws {
    #expect(try SweepSpace.Axis(reading: text) == .init(name: name, values: values))
  }

  @Test(
    "What is no option with values is refused",
    arguments: [
      "", "=", "batch-size", "batch-size=", "=1", "batch-size=1,", "batch-size=,1",
      "batch-size=1,1", "shift=1..1", "shift=2..1", "shift=a..b", "shift=0..inf", "shift=..",
      "rate=log:0..1", "rate=log:-1..1", "rate=log:1,2", "-=1", "a=1;", "a=;1", "a=1;1", "--=1",
    ])
  func refused(text: String) {
    #expect(throws: SweepError.self) { try SweepSpace.Axis(reading: text) }
  }

  @Test("A grid has every combination once, and no range")
  func grid() throws {
    let space = try SweepSpace([
      .init(name: "a", values: .list(["1", "2"])),
      .init(name: "b", values: .list(["x", "y", "z"])),
    ])
    #expect(
      try space.grid() == [
        ["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"], ["2", "y"], ["2", "z"],
      ])
    #expect(throws: SweepError.rangeInGrid("c")) {
      try SweepSpace([.init(name: "c", values: .range(0...1))]).grid()
    }
    #expect(throws: SweepError.repeated("a")) { try SweepSpace(space.axes + [space.axes[0]]) }
    #expect(throws: SweepError.nothingVaried) { try SweepSpace([]) }
    let many = (0..<6).map { axis in
      SweepSpace.Axis(name: "o\(axis)", values: .list((0..<10).map { "\($0)" }))
    }
    #expect(throws: SweepError.tooMany) { try SweepSpace(many).grid() }
  }

  @Test("Random settings lie in their ranges, spread as they should, the same for a seed")
  func random() throws {
    let space = try SweepSpace([
      .init(name: "rate", values: .logarithmic(0.0001...1)),
      .init(name: "shift", values: .range(-1...3)), .init(name: "way", values: .list(["u", "v"])),
    ])
    let settings = try space.random(4000, seed: 5)
    #expect(try settings == space.random(4000, seed: 5))
    #expect(try settings != space.random(4000, seed: 6))
    #expect(try Array(settings.prefix(10)) == space.random(10, seed: 5))
    let rates = settings.compactMap { Double($0[0]) }
    let shifts = settings.compactMap { Double($0[1]) }
    #expect(rates.count == 4000 && rates.allSatisfy { (0.0001...1).contains($0) })
    #expect(shifts.count == 4000 && shifts.allSatisfy { (-1...3).contains($0) })
    // Half of the logarithms below the middle; 4,000 draws deviate by 32.
    #expect(abs(rates.count { $0 < 0.01 } - 2000) < 160, "\(rates.count { $0 < 0.01 })")
    #expect(abs(shifts.count { $0 < 1 } - 2000) < 160)
    #expect(abs(settings.count { $0[2] == "u" } - 2000) < 160)
    let turned = try SweepSpace([
      .init(name: "way", values: .list(["v", "u"])), .init(name: "shift", values: .range(-1...3)),
      .init(name: "rate", values: .logarithmic(0.0001...1)),
    ])
    #expect(try turned.random(4000, seed: 5).map { $0.reversed() } == settings)
    #expect(throws: SweepError.tooMany) { try space.random(0, seed: 1) }
    let whole = try SweepSpace([.init(name: "b", values: .range(16...64, isWhole: true))])
    let sizes = try whole.random(200, seed: 1).compactMap { Int($0[0]) }
    #expect(sizes.count == 200 && sizes.allSatisfy { (16...64).contains($0) })
  }

  @Test(
    "Numbers have four digits",
    arguments: [
      (0.0012345678, "0.001235"), (123456, "123500"), (1, "1"), (-0.5, "-0.5"), (0, "0"),
      (9999.6, "10000"), (3.14159, "3.142"),
    ])
  func digits(value: Double, text: String) {
    #expect(SweepSpace.text(value) == text)
  }

  @Test("Held-back images are training images, each on one side only; no test image is there")
  func heldBack() throws {
    let whole = try TinyData.splits()
    let splits = try whole.holdingBack(13)
    #expect(splits.training.count == 40 && splits.test.count == 13)
    #expect(splits.holdsBack && !whole.holdsBack)
    func images(_ data: Dataset) -> [[UInt8]] {
      (0..<data.count).map { [data.labels[$0]] + data.pixels(of: $0) }
    }
    let sides = images(splits.training) + images(splits.test)
    #expect(
      sides.sorted { $0.lexicographicallyPrecedes($1) }
        == images(whole.training).sorted { $0.lexicographicallyPrecedes($1) })
    #expect(Set(images(whole.test)).isDisjoint(with: sides))
    for count in [0, -1, 53, 100] {
      #expect(throws: DatasetError.self) { try whole.holdingBack(count) }
    }
  }

  private static func trials(_ rates: [Double], folder: String? = nil) throws -> [Sweep.Trial] {
    let splits = try TinyData.splits().holdingBack(13)
    return try rates.enumerated().flatMap { setting, rate in
      try (1...2).map { seed in
        var recipe = TinyData.recipe
        recipe.learningRate = rate
        recipe.validation = 0
        var options = TrainingOptions()
        options.threads = 1
        options.seed = UInt64(seed)
        options.output = folder.map { "\($0)/\(setting)-\(seed)" }
        options.resume = folder != nil
        return Sweep.Trial(
          setting: setting, run: try TrainingRun(recipe: recipe, data: splits, options: options))
      }
    }
  }

  private static func models(_ outcomes: [Sweep.Outcome?]) -> [[UInt8]?] {
    outcomes.map { outcome in
      guard case .finished(let result) = outcome else { return nil }
      return try? result.model.encoded()
    }
  }

  @Test("The outcomes do not depend on how many train at a time")
  func jobs() throws {
    let trials = try Self.trials([0.01, 0.02])
    let one = Self.models(try Sweep(trials).run(jobs: 1))
    #expect(!one.contains(nil) && Set(one).count == 4)
    #expect(Self.models(try Sweep(trials).run(jobs: 3)) == one)
  }

  @Test("A training that diverges ends alone")
  func diverges() throws {
    var trials = try Self.trials([0.01])
    var recipe = trials[0].run.recipe
    recipe.architecture = TinyData.linear
    recipe.optimizer = .sgd()
    recipe.learningRate = 1e6
    recipe.loss = .meanSquaredError
    recipe.length = .epochs(30)
    let wild = try TrainingRun(
      recipe: recipe, data: trials[0].run.data, options: trials[0].run.options)
    trials.insert(Sweep.Trial(setting: 1, run: wild), at: 0)
    let outcomes = try Sweep(trials).run(jobs: 2)
    guard case .diverged = outcomes[0] else {
      Issue.record("\(String(describing: outcomes[0]))")
      return
    }
    #expect(Self.models(Array(outcomes.dropFirst())).allSatisfy { $0 != nil })
  }

  @Test("What was stopped goes on to the same models")
  func resumes() throws {
    let folder = try TemporaryFolder()
    let trials = try Self.trials([0.01, 0.02], folder: folder.path)
    let questions = Atomic(0)
    let stopped = try Sweep(trials).run(
      jobs: 2, shouldStop: { questions.add(1, ordering: .relaxed).newValue > 40 })
    #expect(stopped.contains { $0 == nil } && stopped.contains { $0 != nil })
    let resumed = Self.models(try Sweep(trials).run(jobs: 2))
    #expect(resumed == Self.models(try Sweep(try Self.trials([0.01, 0.02])).run(jobs: 1)))
  }

  @Test("Another error stops all of it and is thrown")
  func fails() throws {
    let folder = try TemporaryFolder()
    try Data("file".utf8).write(to: URL(fileURLWithPath: folder.path + "/0-1"))
    let trials = try Self.trials([0.01, 0.02], folder: folder.path)
    #expect(throws: TrainingError.self) { try Sweep(trials).run(jobs: 2) }
  }

  @Test("Mean and sample deviation")
  func figures() {
    #expect(SweepFigures([1, 2, 3, 4]).mean == 2.5)
    #expect(
      abs((SweepFigures([1, 2, 3, 4]).standardDeviation ?? 0) - (5.0 / 3).squareRoot()) < 1e-15)
    #expect(SweepFigures([7]).standardDeviation == nil)
  }
}
