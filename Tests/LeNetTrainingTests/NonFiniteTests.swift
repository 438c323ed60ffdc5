import Foundation
import LeNet
import Testing

@Suite("Losses that are no numbers")
struct NonFiniteTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("The run stops, says where and what to change, and keeps what was good")
  func stops() throws {
    var run = TinyRun(folder.path)
    run.recipe.architecture = TinyData.linear
    run.recipe.optimizer = .sgd()
    run.recipe.learningRate = 1
    // Begins at 1e+38.
    run.recipe.schedule = .oneCycle(divFactor: 1e-38)
    run.options.checkpointSeconds = 0
    let error = #expect(throws: TrainingError.self) { try run.run() }
    guard case .notFinite(let place) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.epoch == 1 && (1...6).contains(place.step))
    #expect(place.learningRate > 1e35 && place.baseRate == 1 && place.folder == folder.path)
    #expect(!place.hasModel)
    #expect(throws: (any Error).self) { try folder.bytes("model.safetensors") }
    #expect(error?.isWrongUse == false)
    #expect(
      error?.description == """
        the loss is no longer a finite number in epoch 1 at step \(place.step), where the learning \
        rate was \(place.learningRate); start a new run with a smaller learning rate, such as 0.1; \
        the last good checkpoint stays in \(folder.path)
        """)
    let kept = try Checkpoint(reading: folder.file("checkpoint.safetensors"))
    #expect(kept.position.steps < place.step)
    #expect(!kept.parameters.values.contains { !$0.isFinite })
  }

  @Test("Parameters that overflow in the last step are noticed without a folder")
  func lastStep() throws {
    var recipe = TinyData.recipe
    recipe.architecture = TinyData.linear
    recipe.optimizer = .sgd()
    // Infinite as the engine's Float.
    recipe.schedule = .oneCycle(warmupFraction: 0, divFactor: 1e-300, finalDivFactor: 1)
    recipe.learningRate = 1e6
    recipe.length = .steps(1)
    for validation in [0, 8] {
      recipe.validation = validation
      let run = try TrainingRun(recipe: recipe, data: TinyData.splits())
      let error = #expect(throws: TrainingError.self) { try run.run() }
      guard case .notFinite(let place) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(place.learningRate > 1e300)
      #expect(
        error?.description == """
          the loss is no longer a finite number in epoch 1 at step 1, where the learning rate was \
          \(place.learningRate); start a new run with a smaller learning rate, such as 100000
          """)
    }
  }

  @Test("No rate is proposed that Float cannot hold")
  func tinyRate() throws {
    var recipe = TinyData.recipe
    recipe.architecture = TinyData.linear
    recipe.optimizer = .sgd()
    recipe.learningRate = 1e-37
    recipe.schedule = .oneCycle(divFactor: 1e-75)
    let run = try TrainingRun(recipe: recipe, data: TinyData.splits())
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.description.hasSuffix("start a new run with a smaller learning rate") == true)
  }

  @Test("The model of an earlier epoch stays")
  func keepsModel() throws {
    var run = TinyRun(folder.path)
    run.recipe.architecture = TinyData.linear
    run.recipe.optimizer = .sgd()
    run.recipe.learningRate = 1e-3
    // Epoch 1 at 1e-3, epoch 2 at 1e+38.
    run.recipe.schedule = .step(size: 1, gamma: 1e41)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    guard case .notFinite(let place) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.epoch == 2 && place.hasModel)
    #expect(
      error?.description.hasSuffix(
        "such as 0.0001; the last good checkpoint and model stay in \(folder.path)") == true)
    #expect(try ModelFile.read(folder.file("model.safetensors")).training?.epochs == 1)
    let kept = try Checkpoint(reading: folder.file("checkpoint.safetensors"))
    #expect(kept.position.steps == 6)
  }
}
