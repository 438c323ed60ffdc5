import LeNetData
import LeNetEngine
import LeNetModel
import LeNetRandom

/// The choice of patterns for a further member of a committee, by the members before it.
///
/// Patterns are drawn distorted, without end, and filtered. For the second member a coin says again and
/// again whether the next pattern must be one that the first reads wrong or right; the third takes what
/// the first two read differently. The set serves for ten epochs, since errors are rare and the search for
/// them long. A function of seed, epoch and models, so a run can go on anywhere.
final class Boosting {
  private let engines: [Engine<Float>]
  /// The set at work, and how many were chosen before it.
  private var current: (number: Int, images: DatasetBatch)?

  /// Epochs that a set serves for.
  static let epochsOfSet = 10
  /// Passes over the training images in search of one set.
  static let mostPasses = 1024
  /// Distortions of images in search begin here, beyond those of plain training.
  private static let firstDistortion: UInt32 = 1 << 31
  /// Images that are answered at a time.
  private static let chunk = 8192

  /// Throws where a model cannot read the images of the run.
  init(_ run: TrainingRun) throws(TrainingError) {
    guard run.options.boostingMembers.count <= 2 else {
      throw .earlier(
        problem: "\(run.options.boostingMembers.count) were given; expected one or two")
    }
    guard run.recipe.distortion != nil || run.recipe.elastic != nil else {
      throw .earlier(
        problem: "the recipe distorts no images, so the few that they read wrong would come again "
          + "and again; add --shift 1.5 or another distortion")
    }
    guard run.recipe.variants == nil else {
      throw .earlier(problem: "they search without end, but the recipe limits the variants")
    }
    var engines: [Engine<Float>] = []
    for model in run.options.boostingMembers {
      guard model.classes == run.data.training.classes else {
        throw .earlier(problem: "the classes of one differ from the data's")
      }
      do throws(EvaluationError) {
        engines.append(
          try Evaluator(
            model: model, threads: run.options.threads, instructions: run.options.instructions
          ).engine(for: run.data.training.shape, data: run.data.training.name))
      } catch {
        throw .data(error)
      }
    }
    self.engines = engines
  }

  /// As many patterns as the training images are; nil where the search was asked to stop.
  ///
  /// A run that goes on searches again, since the set is kept in memory only.
  func images(
    ofEpoch epoch: Int, of run: TrainingRun, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> DatasetBatch? {
    let number = (epoch - 1) / Self.epochsOfSet
    if let current, current.number == number { return current.images }
    guard let images = try choose(number, of: run, shouldStop) else { return nil }
    current = (number, images)
    return images
  }

  /// Goes through the training images again and again, each time distorted anew.
  private func choose(
    _ number: Int, of run: TrainingRun, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> DatasetBatch? {
    let order = run.order(ofEpoch: number * Self.epochsOfSet + 1)
    let (recipe, training) = (run.recipe, run.data.training)
    var coin = Coin(seed: run.options.seed, set: number)
    var chosen: [Int32] = []
    var distortions: [UInt32] = []
    for pass in 0..<Self.mostPasses {
      let before = chosen.count
      let distortion = Self.firstDistortion + UInt32(number * Self.mostPasses + pass)
      let images = DatasetBatch(
        training, order: order, distortion: recipe.distortion, elastic: recipe.elastic,
        seed: run.options.seed, epoch: distortion)
      for start in stride(from: 0, to: order.count, by: Self.chunk) {
        if shouldStop() { return nil }
        let batch = images.moved(to: start..<min(start + Self.chunk, order.count))
        let answers = engines.map { $0.evaluate(batch).predictions }
        for position in 0..<batch.count where chosen.count < order.count {
          let second = answers.count > 1 ? answers[1][position] : nil
          guard coin.takes(answers[0][position], second, label: batch.label(position))
          else { continue }
          chosen.append(order[start + position])
          distortions.append(distortion)
        }
        guard chosen.count < order.count else {
          return DatasetBatch(
            training, order: chosen, distortion: recipe.distortion, elastic: recipe.elastic,
            seed: run.options.seed, epochs: distortions)
        }
      }
      guard chosen.count > before else { break }
    }
    throw .earlier(
      problem: "they left only \(chosen.count) patterns of the \(order.count) that an epoch takes; "
        + "distort the images more, or train on fewer")
  }
}

/// Which patterns are taken, by what the earlier members answer.
private struct Coin {
  private var stream: RandomStream
  /// What the last toss asks of the second member's next pattern.
  private var wantsError: Bool

  init(seed: UInt64, set: Int) {
    stream = RandomStream(seed: seed, purpose: .boosting, epoch: UInt32(set))
    wantsError = stream.nextWord() & 1 == 1
  }

  /// Of one member's answer whether it is as the coin asks, which is tossed again then; of two whether
  /// they differ.
  mutating func takes(_ first: Int, _ second: Int?, label: Int) -> Bool {
    if let second { return first != second }
    guard (first != label) == wantsError else { return false }
    wantsError = stream.nextWord() & 1 == 1
    return true
  }
}
