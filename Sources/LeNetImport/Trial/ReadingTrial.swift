package import LeNetData
import LeNetEngine
import LeNetEvaluation
import LeNetModel

/// A reading with what it read of the built-in images.
package struct TriedReading: Hashable, Sendable {
  package let reading: Reading
  package let errors: Int
  package let total: Int
  package let loss: Double
  package let answers: [Int]

  /// Whether it has more errors than another of the same images, by more than chance gives: `deviations` of the
  /// difference, if each answer in which they differ were as likely wrong in one as in the other.
  package func isWorse(than other: TriedReading, by deviations: Double) -> Bool {
    Double(errors - other.errors) > deviations * max(1, Double(differing(from: other))).squareRoot()
  }

  /// Whether it may be the true reading instead of a better one: as right and nearly as confident, or clearly more
  /// confident and not clearly less right.
  package func isPlausible(beside best: TriedReading) -> Bool {
    (!isWorse(than: best, by: 2) && loss < 1.4 * best.loss)
      || (!isWorse(than: best, by: 4) && loss < 0.8 * best.loss)
  }

  /// Images that get another answer.
  package func differing(from other: TriedReading) -> Int {
    zip(answers, other.answers).count { $0 != $1 }
  }

  /// Orders readings of the same images: errors first, confidence between near equals.
  var score: Double { Double(errors) / Double(total) + 0.05 * min(loss, 4) }
}

/// Tries readings on labelled images: all on a few images, the better ones on more.
package struct ReadingTrial {
  private let images: Dataset
  private let threads: Int

  package init(images: Dataset, threads: Int = Machine.cores) {
    self.images = images
    self.threads = threads
  }

  /// Rounds: images, and how many readings go on to the next round.
  private static let rounds = [
    (images: 50...100, kept: 24), (images: 400...1_000, kept: 5), (images: 3_000...8_000, kept: 5),
  ]
  /// Multiply-adds of a round: with large networks it takes fewer images.
  private static let work = 100_000_000_000
  /// The most readings of the first round, the usual ones first.
  private static let mostReadings = 500

  /// The best readings, the best one first.
  package func ranked(_ readings: [Reading]) throws(ImportError) -> [TriedReading] {
    var left = Array(readings.prefix(Self.mostReadings))
    var tried: [TriedReading] = []
    for (index, round) in Self.rounds.enumerated() {
      if index < Self.rounds.count - 1, left.count <= round.kept { continue }
      tried = []
      let count = images(round.images, for: left)
      for reading in left { tried.append(try self.tried(reading, count: count)) }
      if index == Self.rounds.count - 1 {
        tried.sort { ($0.errors, $0.loss) < ($1.errors, $1.loss) }
      } else {
        tried.sort { $0.score < $1.score }
      }
      tried = Array(tried.prefix(round.kept))
      left = tried.map(\.reading)
    }
    // Of readings that are equally right, the more confident one was trained so.
    if let best = tried.first,
      let index = tried.indices.filter({ !tried[$0].isWorse(than: best, by: 2) }).min(by: {
        tried[$0].loss < tried[$1].loss
      })
    {
      tried.insert(tried.remove(at: index), at: 0)
    }
    return tried
  }

  /// Images of a round, so many that its work stays bounded.
  private func images(_ range: ClosedRange<Int>, for readings: [Reading]) -> Int {
    guard let first = readings.first,
      let layout = try? first.model(name: "import", classes: nil).parameters.layout
    else { return range.lowerBound }
    let work = max(1, layout.layers.reduce(0) { $0 + $1.multiplyAdds } * readings.count)
    return min(max(Self.work / work, range.lowerBound), range.upperBound)
  }

  /// What a reading reads of the first images.
  package func tried(_ reading: Reading, count: Int) throws(ImportError) -> TriedReading {
    let model = try reading.model(name: "import", classes: images.classes)
    let engine: any Engine<Float>
    do {
      engine = try CPU().makeEngine(
        for: model, images: images.shape, threads: threads, data: images.name)
    } catch {
      throw .noNetwork("\(error)")
    }
    let count = min(count, images.count)
    let result = engine.evaluate(DatasetBatch(images, range: 0..<count))
    return TriedReading(
      reading: reading, errors: count - result.correct, total: count,
      loss: result.loss.isFinite ? result.loss : 1e9, answers: result.predictions)
  }
}
