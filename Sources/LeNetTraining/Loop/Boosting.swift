import LeNetData
import LeNetEngine
import LeNetEvaluation
import LeNetModel
import LeNetRandom

/// The choice of patterns for a further member of a committee, by the members before it.
///
/// Distorted patterns are drawn without end and filtered. For the second member, each toss of a coin says
/// whether the next pattern must be one that the first reads wrong or right. The third member takes patterns
/// that the first two read differently. A set lasts ten epochs, because errors are rare and searching takes
/// long. It depends on seed, epoch and models only, so a run can resume anywhere.
final class Boosting {
  private let engines: [any Engine<Float>]
  /// The set in use, and how many were chosen before it.
  private var current: (number: Int, images: DatasetBatch)?

  /// The number of epochs that use one set.
  static let epochsOfSet = 10
  /// The limit of passes over the training images in search of one set.
  static let mostPasses = 1024
  /// The number of the first distortion of a search, beyond those of plain training.
  private static let firstDistortion: UInt32 = 1 << 31
  /// The number of images evaluated at a time.
  private static let chunk = 8192

  /// Throws if a model cannot read the images of the run.
  init(_ run: TrainingRun) throws(TrainingError) {
    guard run.options.boostingMembers.count <= 2 else {
      throw .earlier(
        problem: "got \(run.options.boostingMembers.count); expected one or two")
    }
    guard run.recipe.distortion != nil || run.recipe.elastic != nil else {
      throw .earlier(
        problem:
          "the recipe does not distort images, so the few that they read wrong would repeat; "
          + "add a distortion, such as a shift of 1.5")
    }
    guard run.recipe.variants == nil else {
      throw .earlier(problem: "the search needs unlimited variants, but the recipe limits them")
    }
    var engines: [any Engine<Float>] = []
    for model in run.options.boostingMembers {
      guard model.classes == run.data.training.classes else {
        throw .earlier(problem: "the classes of one differ from the data's")
      }
      do throws(EvaluationError) {
        engines.append(
          try Evaluator(
            model: model, threads: run.options.threads, device: run.options.device
          ).engine(for: run.data.training.shape, data: run.data.training.name))
      } catch {
        throw .data(error)
      }
    }
    self.engines = engines
  }

  /// One pattern for each training image; nil if the search was asked to stop.
  ///
  /// A resumed run searches again, because the set is kept in memory only.
  func images(
    ofEpoch epoch: Int, of run: TrainingRun, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> DatasetBatch? {
    let number = (epoch - 1) / Self.epochsOfSet
    if let current, current.number == number { return current.images }
    guard let images = try choose(number, of: run, shouldStop) else { return nil }
    current = (number, images)
    return images
  }

  /// Repeats passes over the training images, each with new distortions.
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
      problem:
        "they select only \(chosen.count) of the \(order.count) patterns that an epoch needs; "
        + "distort the images more, or train on fewer")
  }
}

/// Decides which patterns to take from the answers of the earlier members.
private struct Coin {
  private var stream: RandomStream
  /// Whether the next pattern of the second member must be an error of the first.
  private var wantsError: Bool

  init(seed: UInt64, set: Int) {
    stream = RandomStream(seed: seed, purpose: .boosting, epoch: UInt32(set))
    wantsError = stream.nextWord() & 1 == 1
  }

  /// With two answers, whether they differ; with one, whether it is as the coin asks, which is then tossed again.
  mutating func takes(_ first: Int, _ second: Int?, label: Int) -> Bool {
    if let second { return first != second }
    guard (first != label) == wantsError else { return false }
    wantsError = stream.nextWord() & 1 == 1
    return true
  }
}
