import LeNetCatalog
import LeNetData
import LeNetEngine
import LeNetModel

extension TrainingRun {
  /// The values that must be the same in all parts of this run.
  var identity: RunIdentity {
    RunIdentity(
      recipe: recipe, seed: options.seed, data: data.training.name,
      hashes: data.training.sha256.merging(data.test.sha256) { training, _ in training },
      initial: options.initialWeights?.parameters.fingerprint,
      taken: start.flatMap { $0.isWhole ? nil : $0.taken },
      earlier: options.boostingMembers.isEmpty
        ? nil : options.boostingMembers.map(\.parameters.fingerprint))
  }

  /// A run before its first step.
  func initialState(_ identity: RunIdentity) -> Checkpoint {
    let drawn = recipe.initialization.parameters(for: layout, seed: options.seed)
    let given = options.initialWeights.flatMap { start?.parameters(of: $0, into: drawn) }
    let moment = [Float](repeating: 0, count: layout.trainableExtent)
    return Checkpoint(
      identity: identity, computedBy: [options.device.identity], position: .init(),
      running: RunningMetrics(), parameters: given ?? drawn,
      moments: Array(repeating: moment, count: recipe.optimizer.momentCount),
      metricsLines: 0)
  }

  /// The checkpoint of the run in a folder; throws if it cannot resume as `identity`.
  func state(
    in folder: RunFolder, continuingAs identity: RunIdentity
  ) throws(TrainingError) -> Checkpoint {
    let path = folder.file(RunFolder.checkpointName)
    let state: Checkpoint
    do throws(CheckpointError) {
      state = try Checkpoint(reading: path)
    } catch {
      throw .checkpoint(error)
    }
    do throws(RunFolderError) {
      try state.identity.check(continuingAs: identity, path: folder.path)
    } catch {
      throw .folder(error)
    }
    let classes = state.parameters.layout.classes
    guard classes == layout.classes else {
      throw .folder(
        .changed(
          path: folder.path, value: "classes", before: "\(classes)", now: "\(layout.classes)"))
    }
    guard state.classNames == data.training.classes else {
      let others = zip(state.classNames, data.training.classes).filter { $0 != $1 }
      throw .folder(
        .changed(
          path: folder.path, value: "classes", before: someNames(others.map(\.0)),
          now: someNames(others.map(\.1))))
    }
    guard state.parameters.layout == layout, state.position.steps <= totalSteps,
      state.position.steps < totalSteps || state.kept != nil
    else {
      throw .checkpoint(
        .damaged(path, "its network or position is not that of its recipe"))
    }
    return state
  }

  func makeEngine() throws(TrainingError) -> any Engine<Float> {
    do throws(EngineError) {
      return try options.device.makeEngine(engineConfiguration)
    } catch {
      throw .engine(error)
    }
  }

  /// The configuration of the run's engine.
  var engineConfiguration: EngineConfiguration {
    EngineConfiguration(
      layout: layout, preparation: preparation, imageShape: data.training.shape, loss: recipe.loss,
      batchSize: min(recipe.batchSize, trainingCount), threads: options.threads,
      momentCount: recipe.optimizer.momentCount, rates: recipe.tensorRates)
  }
}

extension Parameters {
  /// A fingerprint of numbers: FNV-1a of their bits, 64 bits.
  ///
  /// G. Fowler, L. C. Noll and K.-P. Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
  var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in values {
      for shift in [0, 8, 16, 24] as [UInt32] {
        hash = (hash ^ UInt64(value.bitPattern >> shift & 0xff)) &* 0x100_0000_01b3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
