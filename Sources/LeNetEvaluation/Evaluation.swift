import LeNetModel
import LeNetText

/// The evaluation of a network on a set of images.
public struct Evaluation: Hashable, Sendable {
  /// The sum of all images' losses.
  package let lossSum: Double
  /// The number of misclassified images.
  public let errors: Int
  /// The number of images.
  public let count: Int
  /// The names of the classes.
  public let classes: [String]
  /// The confusion matrix, `[truth][answer]`.
  public let confusion: [[Int]]
  /// The answer for each image.
  public let predictions: [Int]
  /// The class of each image.
  public let labels: [Int]
  /// The probabilities, `[image][class]`.
  public let scores: [Float]
  /// The logits, `[image][class]`, of which the greatest wins: sums before softmax, or distances
  /// of radial basis units with a minus.
  public let logits: [Float]
  /// The time of the engine.
  public let seconds: Double

  /// Counts answers against labels.
  ///
  /// # Shapes
  /// `predictions` and `labels` hold one class number per image, `scores` and `logits` one number per
  /// image and class.
  package init(
    lossSum: Double, predictions: [Int], labels: [Int], scores: [Float], logits: [Float],
    classes: [String], seconds: Double
  ) {
    var confusion = Array(
      repeating: Array(repeating: 0, count: classes.count), count: classes.count)
    var errors = 0
    for (prediction, label) in zip(predictions, labels) {
      confusion[label][prediction] += 1
      if prediction != label { errors += 1 }
    }
    self.lossSum = lossSum
    self.errors = errors
    self.count = labels.count
    self.classes = classes
    self.confusion = confusion
    self.predictions = predictions
    self.scores = scores
    self.logits = logits
    self.labels = labels
    self.seconds = seconds
  }

  /// The number of correctly classified images.
  public var correct: Int { count - errors }

  /// The mean loss.
  public var loss: Double { count == 0 ? 0 : lossSum / Double(count) }

  /// The accuracy, 0...1.
  public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }

  /// Images per second.
  public var examplesPerSecond: Double { seconds > 0 ? Double(count) / seconds : 0 }

  /// The number of images of each class.
  public var classTotals: [Int] { confusion.map { $0.reduce(0, +) } }

  /// The number of correctly classified images of each class.
  public var classCorrect: [Int] { confusion.indices.map { confusion[$0][$0] } }

  /// The accuracy of each class; nil for a class without images.
  public var classAccuracies: [Double?] {
    zip(classCorrect, classTotals).map { $1 == 0 ? nil : Double($0) / Double($1) }
  }

  /// The probabilities of one image, one for each class; traps unless there is an image at that position.
  public func scores(of position: Int) -> ArraySlice<Float> {
    scores[position * classes.count..<(position + 1) * classes.count]
  }

  /// The figures as a JSON line without its newline, keys sorted.
  public var json: String {
    JSON.object([
      "loss": JSON(loss), "accuracy": JSON(accuracy), "errors": .integer(errors),
      "total": .integer(count), "examplesPerSecond": JSON(examplesPerSecond),
    ]).text
  }
}
