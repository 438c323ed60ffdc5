import Foundation
import LeNet
import LeNetCatalog
import LeNetText
import Testing

@Suite("What differs between recorded runs")
struct RecordedRunDifferencesTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Trains one step or more and reads the run.
  private func run(
    _ name: String, steps: Int = 1, _ change: (inout TinyRun) -> Void = { _ in }
  ) throws -> RecordedRun {
    var run = TinyRun(folder.file(name))
    change(&run)
    try run.run(steps: steps)
    return try RecordedRun(reading: folder.file(name))
  }

  private static func rows(_ runs: [RecordedRun]) -> [String] {
    RecordedRun.differences(between: runs).map {
      ([$0.name] + $0.texts).joined(separator: " | ")
    }
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let rows: [String]
    let apply: @Sendable (inout TinyRun) -> Void
    var testDescription: String { rows.joined(separator: "; ") }
    init(_ rows: [String], _ apply: @escaping @Sendable (inout TinyRun) -> Void) {
      self.rows = rows
      self.apply = apply
    }
  }

  @Test(
    "Nothing differs only where nothing does",
    arguments: [
      Change([]) { $0.recipe.summary = "Other words." },
      Change(["seed | 1 | 2"]) { $0.options.seed = 2 },
      Change(["threads | 1 | 2"]) { $0.options.threads = 2 },
      Change(["sha256.images-1 | tiny | other"]) { $0.hash = "other" },
      Change(["initialization | pytorch | paper"]) { $0.recipe.initialization = .paper },
      Change(["mean | 0.4 | 0.5"]) { $0.recipe.mean = [0.5] },
      Change([
        "schedule | oneCycle | piecewise", "schedule.oneCycle.divFactor | 25 | -",
        "schedule.oneCycle.finalDivFactor | 10000 | -",
        "schedule.oneCycle.warmupFraction | 0.3 | -",
        "schedule.piecewise.milestones | - | 2x1,3x0.4,3x0.2,4x0.1,1x0.02",
      ]) { $0.recipe.schedule = .paper },
      Change(["dropout.rate | 0.3 | 0.4"]) {
        $0.recipe.architecture.layers[4].layer = .dropout(rate: 0.4)
      },
      Change(["N1 | batchNormalization | -", "N1.activation | relu | -"]) {
        $0.recipe.architecture.layers.remove(at: 1)
      },
      Change(["architecture.seed | - | dropout", "architecture.seed.rate | - | 0.5"]) {
        $0.recipe.architecture.layers.insert(
          NamedLayer(name: "seed", layer: .dropout(rate: 0.5)), at: 0)
      },
    ])
  func differences(change: Change) throws {
    #expect(Self.rows([try run("one"), try run("other", change.apply)]) == change.rows)
  }

  @Test("Starting values from a model and earlier models are told, in records without them too")
  func starts() throws {
    let first = try run("first", steps: .max)
    let model = try ModelFile.read(folder.file("first/model.safetensors"))
    let started = try run("started", steps: 8) { $0.options.initialWeights = model }
    let boosted = try run("boosted", steps: 8) {
      $0.options.boostingMembers = [model]
      $0.recipe.validation = 0
    }
    let initial = try #require(started.initial)
    let earlier = try #require(boosted.earlier.first)
    #expect(
      Self.rows([first, started]) == ["initial | - | \(initial)", "start.taken | - | C1,N1,output"])
    #expect(
      Self.rows([first, boosted]) == ["validation | 8 | 0", "earlier | - | \(earlier)"])
    // As earlier versions wrote it; the model has the values, before it the checkpoint.
    for run in [started, boosted] {
      var record = try JSON(reading: folder.bytes("\(run.name)/run.json"))
      guard case .object(var fields) = record else { continue }
      for key in ["network", "initial", "earlier"] { fields[key] = nil }
      record = .object(fields)
      let url = URL(fileURLWithPath: "\(run.folder)/run.json")
      try Data(record.text.utf8).write(to: url)
      for name in ["nothing", "model.safetensors"] {
        try? FileManager.default.removeItem(atPath: "\(run.folder)/\(name)")
        let older = try RecordedRun(reading: run.folder)
        #expect(older.initial == run.initial && older.earlier == run.earlier)
        #expect(Self.rows([run, older]).isEmpty, "\(Self.rows([run, older]))")
      }
      try? FileManager.default.removeItem(atPath: "\(run.folder)/checkpoint.safetensors")
      #expect(try RecordedRun(reading: run.folder).network?.layers == run.network?.layers)
    }
  }

  @Test("The network is the trained one, with the classes of the data")
  func trainedNetwork() throws {
    let one = try run("one") { $0.recipe.architecture = TinyData.architecture.withClasses(10) }
    #expect(one.record.recipe["architecture"]?["layers"]?.array?.last?["units"] == .integer(10))
    #expect(one.network?.values(named: "output.units") == [.integer(3)])
  }

  @Test("A run that went on with other threads had both")
  func severalParts() throws {
    let one = try run("one", steps: 8)
    _ = try run("other", steps: 4)
    let other = try run("other", steps: 4) { $0.options.threads = 2 }
    #expect(Self.rows([one, other]) == ["threads | 1 | 1,2"])
  }
}
